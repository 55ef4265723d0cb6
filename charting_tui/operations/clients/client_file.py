"""A client's file: opening one, editing the person; the kinds of entry that are added and ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.fields.fields import Field, fields_of, value_of, with_values
from charting_tui.operations.permission import May, require
from charting_tui.records.amendments import AmendmentRequest
from charting_tui.records.chart import Act, ClientFile
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
from charting_tui.records.packages import VisitPackage
from charting_tui.records.people import Client
from charting_tui.records.values import Record
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_OF_MEDICARE = "secondary."
"""Begins the fields of a policy that a clinic which does not bill Medicare is not asked."""


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
        if not any(payer.kind == "medicare" for payer in office.payers):
            fields = tuple(field for field in fields if not field.path.startswith(_OF_MEDICARE))
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
        kind(
            "packages",
            "Packages",
            "package",
            VisitPackage(bought_on=today),
            letter="g",
            begins="bought_on",
            ends="expires",
        ),
        kind(
            "amendments",
            "Requests to amend",
            "request to amend",
            AmendmentRequest(asked_on=today),
            letter="q",
            begins="asked_on",
            ends="answered_on",
        ),
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
            raise BadInput("A goal belongs to a plan of care. Add a plan of care first.")
        plan = file.plans[place].model_copy(update={"goals": goals})
        return file.model_copy(update={"plans": (*file.plans[:place], plan, *file.plans[place + 1 :])})

    instead = "A goal can't end by itself; it ends with its plan. Press Enter to record progress."
    return EntryKind("goals", "Goals", "goal", Goal(), fields_of(Goal, today), entries, put, instead=instead)


@dataclass(frozen=True)
class KnownFile:
    """A client's file as it was read, and at which revision."""

    file: ClientFile
    revision: int

    @property
    def id(self) -> str:
        """The client's id."""
        return self.file.client.id


def why_sealed(file: ClientFile) -> str:
    """Return why nothing may be changed in this client's file, or nothing."""
    if file.client.merged_into:
        return "This chart was merged into another and is read-only. Open the other chart."
    return ""


def read_known(store: ChartStore, client_id: str) -> KnownFile:
    """Return the client's file alone, without the visits."""
    chart = store.chart(client_id, visit="", earlier=0)
    return KnownFile(chart.file, chart.revision)


def open_client(store: ChartStore, client: Client) -> KnownFile:
    """Open the chart of a new client."""
    require(store, May.KEEP_CLIENTS)
    named = client.model_copy(update={"id": token_hex(6)})
    file = ClientFile(client=named)
    done = store.commit(ChartChange(Act.OPENED, named.id, file=file))
    return KnownFile(file, done.file_revision)


def save_client(store: ChartStore, known: KnownFile, client: Client) -> KnownFile:
    """Save the person; Conflict where someone else saved the file since it was read."""
    return save_file(store, known, known.file.model_copy(update={"client": client}))


def save_entry(
    store: ChartStore, known: KnownFile, kind: EntryKind, index: int | None, entry: Record
) -> KnownFile:
    """Save one entry in the place of the one before, or as a new one where ``index`` is None."""
    entries = kind.entries(known.file)
    if index is None:
        changed = (*entries, named_entry(kind, entries, entry))
    else:
        changed = (*entries[:index], entry, *entries[index + 1 :])
    return save_file(store, known, kind.put(known.file, changed))


def named_entry(kind: EntryKind, entries: tuple[Record, ...], entry: Record) -> Record:
    """Return a new entry with an id that no other of its kind has; a diagnosis and a goal have none."""
    if not kind.letter:
        return entry
    taken = {getattr(one, "id", "") for one in entries}
    number = next(number for number in range(1, len(taken) + 2) if f"{kind.letter}{number}" not in taken)
    return entry.model_copy(update={"id": f"{kind.letter}{number}"})


def end_entry(store: ChartStore, known: KnownFile, kind: EntryKind, index: int, day: date) -> KnownFile:
    """End one entry with that day; nothing is deleted."""
    if not kind.ends:
        raise NotAllowed(f"A {kind.one} has no end date. {kind.instead}")
    entry = kind.entries(known.file)[index]
    begins = value_of(entry, kind.begins) if kind.begins else None
    if begins is not None and day < begins:
        raise BadInput(f"The {kind.one} began on {begins}, so it can't end on {day}. Type a later date.")
    return save_entry(store, known, kind, index, with_values(entry, {kind.ends: day}))


def undo_save(store: ChartStore, known: KnownFile, before: ClientFile) -> None:
    """Save the file as it was before; NotAllowed where it changed since ``known`` was saved."""
    now = read_known(store, known.id)
    if now.file != known.file:
        raise NotAllowed("The chart has changed since, so you can't undo that. Edit the entry instead.")
    save_file(store, now, before)


def save_file(store: ChartStore, known: KnownFile, file: ClientFile) -> KnownFile:
    """Save the whole file as one edit over the revision it was read at."""
    require(store, May.KEEP_CLIENTS)
    reason = why_sealed(known.file)
    if reason:
        raise NotAllowed(reason)
    done = store.commit(ChartChange(Act.EDITED, known.id, file=file, file_revision=known.revision))
    return KnownFile(file, done.file_revision)
