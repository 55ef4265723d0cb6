"""The kinds of entry in a client's file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.errors import BadInput
from charting_tui.operations.fields.field_kinds import fields_of
from charting_tui.operations.fields.fields import Field
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

    def kind(
        id_: str, title: str, one: str, empty: Record, *, letter: str = "", begins: str, ends: str
    ) -> EntryKind:
        """Return the kind whose entries are the file's attribute of that name."""

        def entries(file: ClientFile) -> tuple[Record, ...]:
            return tuple(getattr(file, id_))

        def put(file: ClientFile, changed: tuple[Record, ...]) -> ClientFile:
            return file.model_copy(update={id_: changed})

        fields = fields_of(type(empty), today, office, tables)
        return EntryKind(id_, title, one, empty, fields, entries, put, letter, begins, ends)

    return (
        kind("diagnoses", "Diagnoses", "diagnosis", Diagnosis(code=""), begins="given_on", ends="ended_on"),
        kind("coverage", "Coverage", "policy", Coverage(), letter="p", begins="starts", ends="ends"),
        kind(
            "authorizations",
            "Authorizations",
            "authorization",
            Authorization(),
            letter="a",
            begins="starts",
            ends="ends",
        ),
        kind(
            "referrals", "Referrals", "referral", Referral(), letter="r", begins="signed_on", ends="expires"
        ),
        kind("cases", "Cases", "case", InjuryCase(), letter="k", begins="injury_date", ends="ended_on"),
        kind(
            "plans",
            "Plan of care",
            "plan of care",
            PlanOfCare(),
            letter="o",
            begins="first_treatment",
            ends="ended_on",
        ),
        _goals_of_plan(plan_that_holds(file), today),
    )


def plan_that_holds(file: ClientFile) -> int | None:
    """Return which plan of care holds: of those not ended the one that began last; None without any."""
    begun = [
        (str(plan.first_treatment or ""), place) for place, plan in enumerate(file.plans) if not plan.ended_on
    ]
    return max(begun)[1] if begun else None


def _goals_of_plan(place: int | None, today: date) -> EntryKind:
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

    instead = "It ends with its plan of care; enter sets how far it is reached."
    return EntryKind("goals", "Goals", "goal", Goal(), fields_of(Goal, today), entries, put, instead=instead)
