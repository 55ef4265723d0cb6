"""The kinds of entry in a client's file, each a table of its fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from charting_tui.acts.date_fields import date_field
from charting_tui.acts.fields import Field, codes_shown
from charting_tui.acts.office_values import read_npi, read_place
from charting_tui.acts.typed_values import (
    choice_of,
    count_of,
    diagnoses_of,
    diagnosis_of,
    names_begun,
    percent_of,
    procedures_of,
    words_of,
)
from charting_tui.coding.tables import CodeTables
from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import (
    Authorization,
    Coverage,
    Diagnosis,
    Goal,
    InjuryCase,
    PlanOfCare,
    Referral,
)
from charting_tui.records.office import Office
from charting_tui.records.values import Record

_ORDERS = {"primary": "primary", "secondary": "secondary", "tertiary": "tertiary"}
_ROOM = 100
"""Letters of names in the two lines below a form that leave room for how many more there are."""
_GROUNDS = {"auto": "auto", "employment": "employment", "other": "other"}


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry: where it lies in the file, what its fields are, how it ends."""

    id: str
    title: str
    """The heading over entries of this kind."""
    one: str
    """One of them, in words."""
    empty: Record
    """What a new one begins as."""
    fields: tuple[Field, ...]
    entries: Callable[[ClientFile], tuple[Record, ...]]
    put: Callable[[ClientFile, tuple[Record, ...]], ClientFile]
    letter: str = ""
    """Begins the ids of its entries; empty where they have none."""
    begins: str = ""
    ends: str = ""
    """The path of the day with which it ends; empty where it has none."""
    instead: str = ""
    """What to do where it has no end of its own."""

    @property
    def article(self) -> str:
        """“a” or “an”, as one of them is spoken of."""
        return "an" if self.one[0] in "aeiou" else "a"


def entry_kinds(office: Office, today: date, file: ClientFile, tables: CodeTables) -> tuple[EntryKind, ...]:
    """Return every kind in the order of a chart; goals are those of the plan of care that holds.

    ``tables`` tell what diagnoses mean.
    """
    return (
        _of("diagnoses", "Diagnoses", "diagnosis", Diagnosis(code=""), _diagnosis(today, tables))(
            begins="given_on", ends="ended_on"
        ),
        _of("coverage", "Coverage", "policy", Coverage(), _coverage(today, office))(
            letter="p", begins="starts", ends="ends"
        ),
        _of(
            "authorizations",
            "Authorizations",
            "authorization",
            Authorization(),
            _authorization(today, office),
        )(letter="a", begins="starts", ends="ends"),
        _of("referrals", "Referrals", "referral", Referral(), _referral(today))(
            letter="r", begins="signed_on", ends="expires"
        ),
        _of("cases", "Cases", "case", InjuryCase(), _case(today))(
            letter="k", begins="injury_date", ends="ended_on"
        ),
        _of("plans", "Plan of care", "plan of care", PlanOfCare(), _plan(today))(
            letter="o", begins="first_treatment", ends="ended_on"
        ),
        goals_of_plan(plan_that_holds(file)),
    )


def plan_that_holds(file: ClientFile) -> int | None:
    """Return which plan of care holds: of those not ended the one that began last; None without any."""
    begun = [
        (str(plan.first_treatment or ""), place) for place, plan in enumerate(file.plans) if not plan.ended_on
    ]
    return max(begun)[1] if begun else None


def goals_of_plan(place: int | None) -> EntryKind:
    """Return the kind of the goals that one plan of care names."""

    def entries(file: ClientFile) -> tuple[Record, ...]:
        if place is None:
            return ()
        return tuple(goal if isinstance(goal, Goal) else Goal(text=goal) for goal in file.plans[place].goals)

    def put(file: ClientFile, goals: tuple[Record, ...]) -> ClientFile:
        if place is None:
            raise BadInput("Goals belong to a plan of care. Add one first.")
        plan = file.plans[place].model_copy(update={"goals": goals})
        return file.model_copy(update={"plans": (*file.plans[:place], plan, *file.plans[place + 1 :])})

    fields = (
        Field(
            "text", "goal", _needed("goal", "what the client is to be able to do"), hint="What is reached."
        ),
        Field("progress", "reached, percent", percent_of, hint="0 to 100."),
    )
    instead = "It ends with its plan of care; enter sets how far it is reached."
    return EntryKind("goals", "Goals", "goal", Goal(), fields, entries, put, instead=instead)


def _of(id_: str, title: str, one: str, empty: Record, fields: tuple[Field, ...]) -> Callable[..., EntryKind]:
    """Return the maker of a kind whose entries are the file's attribute of that name."""

    def entries(file: ClientFile) -> tuple[Record, ...]:
        return tuple(getattr(file, id_))

    def put(file: ClientFile, changed: tuple[Record, ...]) -> ClientFile:
        return file.model_copy(update={id_: changed})

    return partial(EntryKind, id_, title, one, empty, fields, entries, put)


def _needed(label: str, way: str, read: Callable[[str], Any] = words_of) -> Callable[[str], Any]:
    def reading(text: str) -> Any:
        if not text.strip():
            raise BadInput(f"The {label} is missing. Type {way}.")
        return read(text)

    return reading


def _choice(label: str, choices: Mapping[str, str]) -> Callable[[str], Any]:
    return _needed(
        label, f"the beginning of one: {', '.join(choices.values())}", partial(choice_of, choices=choices)
    )


def _payer(office: Office) -> Field:
    names = {payer.id: payer.name or payer.id for payer in office.payers}

    def show(payer: str) -> str:
        return names.get(payer, payer)

    return Field(
        "payer",
        "payer",
        _choice("payer", names),
        show,
        show,
        hint=_some_of(names.values()),
        guess=lambda text: _some_of(names_begun(text, names)),
        pick=True,
    )


def _some_of(names: Iterable[str]) -> str:
    """Return as many names as stand in two lines, and how many more there are."""
    told = list(names)
    shown = len(told)
    while shown > 1 and len(", ".join(told[:shown])) > _ROOM:
        shown -= 1
    more = f"; {len(told) - shown} more: type the beginning of one" if shown < len(told) else ""
    return ", ".join(told[:shown]) + more


def _in_words(code: str, tables: CodeTables) -> str:
    """Return what the tables say of a code."""
    found = tables.diagnosis(code)
    return found.text if found else f"{code} is not in the table of diagnoses; it is kept as typed."


def _guessed(words: str, tables: CodeTables) -> str:
    """Return the nearest diagnoses to words, to take the code from."""
    found = tables.find_diagnoses(words, limit=3) if len(words.strip()) > 2 else []  # noqa: PLR2004
    return "; ".join(f"{entry.code} {entry.text}" for entry in found)


def _diagnosis(today: date, tables: CodeTables) -> tuple[Field, ...]:
    past = partial(date_field, today=today, kind=DateKind.PAST)
    near = partial(date_field, today=today)
    return (
        Field(
            "code",
            "code",
            diagnosis_of,
            tells=partial(_in_words, tables=tables),
            guess=partial(_guessed, tables=tables),
            hint="As prescribed, like M54.2; words show which codes there are.",
        ),
        Field("prescriber", "prescriber", hint="Who made the diagnosis, like Ames, Dr."),
        past("given_on", "given on"),
        near("ended_on", "ended on", hint="Empty while it holds."),
    )


def _coverage(today: date, office: Office) -> tuple[Field, ...]:
    past = partial(date_field, today=today, kind=DateKind.PAST)
    near = partial(date_field, today=today)
    coming = partial(date_field, today=today, kind=DateKind.COMING)
    return (
        _payer(office),
        Field("order", "order", _choice("order", _ORDERS), hint="primary, secondary or tertiary", pick=True),
        Field("member_id", "member number"),
        Field("group", "group"),
        near("starts", "from"),
        coming("ends", "to", hint="Empty while it holds."),
        past("eligibility_checked_on", "checked on", hint="When the payer last confirmed it."),
        past("adjudicated_on", "decided on", hint="When this payer decided on the claim."),
        Field("subscriber.name", "subscriber", hint="Whose policy it is, if not the client's: Doe, Robin."),
        Field(
            "subscriber.relationship", "  relationship", hint="The subscriber to the client: spouse, parent."
        ),
        Field("subscriber.birth_date", "  birth date", partial(read_date, today=today, kind=DateKind.BIRTH)),
        Field("subscriber.address", "  address"),
    )


def _authorization(today: date, office: Office) -> tuple[Field, ...]:
    used = "Used before this program began to count."
    near = partial(date_field, today=today)
    coming = partial(date_field, today=today, kind=DateKind.COMING)
    return (
        _payer(office),
        Field("number", "number"),
        near("starts", "from"),
        coming("ends", "to"),
        Field("visits", "visits", partial(count_of, what="visits"), hint="How many it allows; empty: any."),
        Field("visits_used", "  used before", partial(count_of, what="visits"), hint=used),
        Field("units", "units", partial(count_of, what="units"), hint="How many it allows; empty: any."),
        Field("units_used", "  used before", partial(count_of, what="units"), hint=used),
        Field("codes", "codes", procedures_of, codes_shown, hint="Like 97124 97140; empty: any code."),
        Field(
            "place",
            "place",
            lambda text: read_place(text) if text.strip() else "",
            hint="Where it allows treatment besides the office, like 12 for the client's home.",
        ),
    )


def _referral(today: date) -> tuple[Field, ...]:
    past = partial(date_field, today=today, kind=DateKind.PAST)
    coming = partial(date_field, today=today, kind=DateKind.COMING)
    return (
        Field(
            "name",
            "prescriber",
            _needed("prescriber", "who signed it, like Ames, Dr"),
            hint="Who signed it, like Ames, Dr.",
        ),
        Field("npi", "NPI", read_npi, hint="Ten digits; the check digit is verified."),
        past("signed_on", "signed on"),
        coming("expires", "expires"),
        Field("visits", "visits", partial(count_of, what="visits"), hint="How many it is for."),
        Field("frequency", "frequency", hint="Like once a week."),
        Field("diagnoses", "diagnoses", diagnoses_of, codes_shown, hint="Codes, like M54.2 M62.838."),
    )


def _case(today: date) -> tuple[Field, ...]:
    past = partial(date_field, today=today, kind=DateKind.PAST)
    near = partial(date_field, today=today)
    return (
        Field("kind", "kind", _choice("kind", _GROUNDS), hint="auto, employment or other", pick=True),
        past("injury_date", "injured on"),
        Field("state", "state", lambda text: words_of(text).upper(), hint="Where it happened, like WA."),
        Field("claim_number", "claim number"),
        Field("insurer", "insurer"),
        Field("employer", "employer"),
        near("ended_on", "closed on", hint="Empty while it is open."),
    )


def _plan(today: date) -> tuple[Field, ...]:
    past = partial(date_field, today=today, kind=DateKind.PAST)
    near = partial(date_field, today=today)
    return (
        Field("diagnoses", "diagnoses", diagnoses_of, codes_shown, hint="Codes, like M54.2 M62.838."),
        Field("type", "type", hint="What is done, like manual treatment and home exercise."),
        Field("amount", "amount", hint="How much at a time, like one session a visit."),
        Field("frequency", "frequency", hint="Like once a week."),
        Field("duration", "duration", hint="Like 12 weeks."),
        near("first_treatment", "first treatment"),
        past("sent_on", "sent on", hint="To the prescriber."),
        past("certified_on", "certified on", hint="When the prescriber signed it."),
        past("order_signed_on", "order signed on"),
        past("last_progress_report", "last report", hint="Of progress, to the prescriber."),
        near("ended_on", "ended on", hint="Empty while it holds."),
    )
