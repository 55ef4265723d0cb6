"""Signing a visit: PIN, then one transaction that makes the record final."""

from datetime import timedelta

from charting_tui.acts.permission import signed_in
from charting_tui.acts.sitting import Sitting
from charting_tui.coding.pricing import settled
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.chart import Act
from charting_tui.records.people import Person, Role
from charting_tui.records.visit import SECTIONS, Signature, SignedRecord, VisitState
from charting_tui.rules.finding import Finding, Severity
from charting_tui.store.attested import FORM, attested_text
from charting_tui.store.canonical import digest
from charting_tui.store.change import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.pins import new_pin, pin_matches

TRIES = 5
"""Wrong PINs in a row before a pause."""
PAUSE = timedelta(minutes=5)


def has_pin(store: ChartStore) -> bool:
    """Whether the person signed in has chosen a PIN."""
    return store.person_file(store.person).pin is not None


def choose_pin(store: ChartStore, digits: str) -> None:
    """Give the person signed in their first PIN."""
    if has_pin(store):
        raise NotAllowed("You have a PIN already.")
    store.save_person(store.person_file(store.person).model_copy(update={"pin": new_pin(digits)}))


def check_pin(store: ChartStore, digits: str) -> None:
    """Raise BadInput for a wrong PIN, NotAllowed during the pause after too many."""
    person: Person = store.person_file(store.person)
    pin = person.pin
    if pin is None:
        raise NotAllowed("You have no PIN yet. Choose one first.")
    now = store.clock.now()
    if pin.locked_until is not None and now < pin.locked_until:
        raise NotAllowed(
            f"Too many wrong PINs. Try again after {pin.locked_until.astimezone(store.clock.zone):%H:%M}."
        )
    if pin_matches(pin, digits):
        if pin.wrong_tries:
            pin = pin.model_copy(update={"wrong_tries": 0, "locked_until": None})
            store.save_person(person.model_copy(update={"pin": pin}))
        return
    tries = pin.wrong_tries + 1
    pause = now + PAUSE if tries >= TRIES else None
    pin = pin.model_copy(update={"wrong_tries": 0 if pause else tries, "locked_until": pause})
    store.save_person(person.model_copy(update={"pin": pin}))
    if pause:
        raise NotAllowed(f"Too many wrong PINs. Try again after {pause.astimezone(store.clock.zone):%H:%M}.")
    left = TRIES - tries
    raise BadInput(
        f"That is not your PIN. {left} {'try' if left == 1 else 'tries'} left before a pause of 5 minutes."
    )


def stops_signing(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that must be mended or overruled before the visit can be signed."""
    return tuple(found for found in findings if found.stops == "sign" and found.severity is Severity.BLOCKS)


def may_sign(sitting: Sitting) -> str:
    """Return why the visit cannot be signed as it stands, or nothing if it can."""
    person = signed_in(sitting.store.office, sitting.store.person)
    visit = sitting.draft.visit
    if Role.THERAPIST not in person.roles or visit.therapist != person.id:
        return "Only the therapist who treated signs a visit."
    if visit.date > sitting.store.clock.today():
        return "This visit is in the future. It can be signed on its day."
    if not any(getattr(visit.note, section).strip() for section in SECTIONS):
        return "The note is empty. Write it first."
    stopping = stops_signing(sitting.findings())
    if stopping:
        first = stopping[0]
        return f"{first.rule} stops signing: {first.message} {first.remedy}"
    return ""


def sign(sitting: Sitting, digits: str) -> SignedRecord:
    """Sign the visit as it stands: the record becomes final, its claim's proposals become entries.

    Raises NotAllowed or BadInput with the reason; then nothing is changed but the count of tries.
    """
    refusal = may_sign(sitting)
    if refusal:
        raise NotAllowed(refusal)
    store = sitting.store
    check_pin(store, digits)
    draft = sitting.draft
    visit = draft.visit.model_copy(update={"state": VisitState.DONE})
    office = store.office
    claim = settled(draft.claim, draft, office.payer(visit.payer), office.practice)
    text = attested_text(visit, sitting.chart.id)
    signed = SignedRecord(
        visit=visit.id,
        form=FORM,
        text=text,
        signature=Signature(by=store.person, at=store.clock.now(), digest=digest(text)),
    )
    edit = sitting.change_to_save()
    store.commit(
        ChartChange(
            Act.SIGNED,
            edit.client,
            subject=visit.id,
            visit=visit,
            visit_revision=edit.visit_revision,
            claim=claim,
            signed=signed,
            session=edit.session,
            sequence=edit.sequence,
        )
    )
    sitting.signed_off()
    return signed
