"""What an owner changes in the practice: its particulars, its people, its payers and its fees."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from charting_tui.coding.billing.payers import model_of, preset
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.fields.fields import Field, R, value_of, with_values
from charting_tui.operations.permission import May, is_allowed
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.readers.dates import shown_date
from charting_tui.records.addresses import Address
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Fee, Role, Therapist, TherapyThreshold
from charting_tui.store.chart_store import ChartStore


def why_not_owner(store: ChartStore) -> str:
    """Return why the person signed in may not change the practice, or nothing if they may."""
    person = store.office.person(store.person)
    if person is not None and is_allowed(person, May.CHANGE_SETTINGS):
        return ""
    owners = [one.name for one in store.office.people if is_allowed(one, May.CHANGE_SETTINGS)]
    return f"Only an owner can change this ({', '.join(owners)}). You can read it."


def _is_owner(person: Therapist) -> bool:
    return Role.OWNER in person.roles and person.ended_on is None


def save_office(store: ChartStore, office: Office) -> None:
    """Save the practice, its people, payers and words; NotAllowed for who is no owner."""
    refusal = why_not_owner(store)
    if refusal:
        raise NotAllowed(refusal)
    if not any(_is_owner(person) for person in office.people):
        raise BadInput("The clinic needs an owner. Make another person an owner first.")
    store.save_office(office)


def change_practice(store: ChartStore, name: str, value: object) -> None:
    """Save one field of the practice; Conflict where someone saved the practice meanwhile."""
    if name == "therapy_thresholds":
        value = _dated(store, cast("Iterable[TherapyThreshold]", value))
    practice = _changed(store.office.practice, name, value)
    save_office(store, store.office.model_copy(update={"practice": practice}))


def _changed(record: R, path: str, value: object) -> R:
    """Return the record with one value, judged again; a line whose parts are all there is done with."""
    changed = with_values(record, {path: value})
    part = path.rpartition(".")[0]
    address = value_of(changed, part) if part else None
    if isinstance(address, Address) and address.complete and not path.endswith(".entered"):
        changed = with_values(changed, {f"{part}.entered": ""})
    return type(record).model_validate(dict(changed))


def change_enrollment(store: ChartStore, person_id: str, payer: str, changed: Enrollment | None) -> None:
    """Save how someone stands with a payer, in place of the last entry for it; None: it is not known."""
    person = store.office.person(person_id)
    if person is None:
        raise BadInput(f"“{person_id}” isn't on this clinic's staff.")
    if changed is not None and changed.starts and changed.ends and changed.ends < changed.starts:
        ends, starts = shown_date(changed.ends), shown_date(changed.starts)
        raise BadInput(f"The end date {ends} is before the start date {starts}. Correct one of them.")
    of_payer = [at for at, one in enumerate(person.enrollments) if one.payer == payer]
    kept = tuple(one for at, one in enumerate(person.enrollments) if at != max(of_payer, default=None))
    new = kept if changed is None else (*kept, changed)
    change_person(store, person_id, "enrollments", new)


def _dated(store: ChartStore, thresholds: Iterable[TherapyThreshold]) -> tuple[TherapyThreshold, ...]:
    """Return thresholds with the day on which each was entered: today for what is new or other."""
    known = {(one.year, one.cents): one for one in store.office.practice.therapy_thresholds}
    today = store.clock.today()
    return tuple(
        known.get((one.year, one.cents), one.model_copy(update={"entered_on": today})) for one in thresholds
    )


def add_person(store: ChartStore, person: Therapist) -> None:
    """Add someone who signs in; BadInput where the login name is taken, by someone who left too."""
    if store.office.person(person.id) is not None:
        raise BadInput(f"“{person.id}” is already a login name. Choose another.")
    save_office(store, store.office.model_copy(update={"people": (*store.office.people, person)}))


def change_person(store: ChartStore, person_id: str, name: str, value: object) -> None:
    """Save one field of a person."""
    people = tuple(_changed(one, name, value) if one.id == person_id else one for one in store.office.people)
    save_office(store, store.office.model_copy(update={"people": people}))


def end_person(store: ChartStore, person_id: str, day: date) -> None:
    """End someone's work here; they stay in the records and can no longer sign in."""
    if day > store.clock.today():
        raise BadInput(f"{day} is in the future. Enter the last day on that day or later.")
    change_person(store, person_id, "ended_on", day)


def add_payer(store: ChartStore, preset_id: str, payer_id: str, name: str) -> Payer:
    """Add a copy of a preset as a payer of the clinic."""
    if any(payer.id == payer_id for payer in store.office.payers):
        raise BadInput(f"“{payer_id}” is already a payer. Choose another short name.")
    payer = preset(preset_id).model_copy(update={"id": payer_id, "name": name, "preset": preset_id})
    save_office(store, store.office.model_copy(update={"payers": (*store.office.payers, payer)}))
    return payer


def with_payer(office: Office, changed: Payer) -> Office:
    """Return the office with that payer in the place of the one of its id."""
    payers = tuple(changed if payer.id == changed.id else payer for payer in office.payers)
    return office.model_copy(update={"payers": payers})


def with_setting(payer: Payer, setting: Field, text: str, source: str, since: date | None) -> Payer:
    """Return the payer with one setting as typed; BadInput where it cannot be read or has no source."""
    typed = setting.read(text)
    if typed is not None and not source.strip():
        raise BadInput("Enter where you read this, so that others can check it.")
    given = None if typed is None else {**dict(typed), "source": source.strip(), "since": since}
    return Payer.model_validate({**dict(payer), setting.path: given})


def with_presets_setting(payer: Payer, name: str) -> Payer:
    """Return the payer with one setting as its preset has it; as it is where it has no preset."""
    model = model_of(payer)
    return payer if model is None else payer.model_copy(update={name: getattr(model, name)})


def is_own(payer: Payer, name: str) -> bool:
    """Whether the clinic's setting of that name is another than its preset's, in value, source or day."""
    model = model_of(payer)
    return model is not None and getattr(payer, name) != getattr(model, name)


def save_payer(store: ChartStore, payer: Payer) -> None:
    """Save a payer of the clinic."""
    save_office(store, with_payer(store.office, payer))


def add_fee(store: ChartStore, fee: Fee) -> None:
    """Add a fee from its day on; what was charged before that day stays as it was."""
    practice = store.office.practice
    if any((one.code, one.since, one.payer) == (fee.code, fee.since, fee.payer) for one in practice.fees):
        since = f"from {fee.since} on" if fee.since else "from the beginning"
        raise BadInput(f"{fee.code} already has a fee {since}. Enter another date for the new fee.")
    change_practice(store, "fees", (*practice.fees, fee))


def setting_named(name: str) -> Field:
    """Return the payer's setting of that name."""
    return next(setting for setting in SETTINGS if setting.path == name)
