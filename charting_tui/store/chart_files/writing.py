"""A change as it is handed to the store, and how it becomes documents and one event, or is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.records.canonical import digest, plain
from charting_tui.records.chart import Act, Chart, ClientFile, Event, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.records.office import Office
from charting_tui.records.visit import Addendum, Dismissal, SignedRecord, Visit
from charting_tui.store.chain.ledger import Ledger
from charting_tui.store.chart_files.chart_tables import name_of, read_chart, read_file
from charting_tui.store.chart_files.tinydb_files import Row, Tables
from charting_tui.store.refusals import ChartMissing


@dataclass(frozen=True)
class ChartChange:
    """One act upon one chart: all of it is written, or nothing."""

    act: Act
    client: str
    subject: str = ""
    """The visit concerned, where no record below names it."""
    file: ClientFile | None = None
    file_revision: int = 0
    """The revision it was read at; 0 opens a new chart."""
    visit: Visit | None = None
    visit_revision: int = 0
    """The revision it was read at; 0 is a new visit."""
    claim: Claim | None = None
    claim_before: Claim | None = None
    """The claim as it was read: Conflict where another stands there by now. None: whatever stands there."""
    signed: SignedRecord | None = None
    addendum: Addendum | None = None
    dismissal: Dismissal | None = None
    session: str = ""
    """The session of the journal that this change brings into the chart."""
    sequence: int = 0
    """The last entry of that journal which this change contains."""
    how: str = ""
    """What the event is to tell beside the act."""
    judge: Callable[[Chart], None] | None = None
    """Looks at the whole chart while no one else writes it; what it raises refuses the change."""

    @property
    def target(self) -> str:
        """The id of the visit concerned; empty where only the client's file is."""
        named = (self.visit.id if self.visit else "", self.subject if self.subject != self.client else "")
        others = (record.visit for record in (self.claim, self.signed, self.dismissal) if record)
        return next((name for name in (*named, *others) if name), "")


@dataclass(frozen=True)
class Committed:
    """A change is durable: the number of its event, and the revisions to save over next."""

    event: int
    visit_revision: int
    file_revision: int


class Conflict(ChartingError):
    """Someone saved a newer revision; both texts are there to be put side by side."""

    title = "Another user changed this"

    def __init__(self, sentence: str, theirs: VisitFile | ClientFile | Office, revision: int = 0) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.revision = revision
        """The revision of theirs, to be named by a change that is deliberately saved over it."""


_BILLERS_PART = ("state", "hold", "questions", "payments", "closing")
"""What of a claim no therapist writes: whoever saves a note that was open meanwhile leaves it as it is."""


class ChartWriter:
    """Writes the records of one act into a chart's tables, with the event that tells of them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._ledger = Ledger(tables)

    def apply(self, change: ChartChange, by: str, at: datetime) -> Committed:
        """Write every record of the change and its event."""
        self._refuse_odd(change)
        target = change.target
        if change.claim_before is not None:
            self._refuse_other_claim(change.claim_before, target)
        if change.judge is not None:
            change.judge(read_chart(self._tables))
        file_revision = self._write_file(change)
        if change.visit:
            self._write_visit(change.visit, change.visit_revision)
        elif target and self._tables.number_of("visits", "id", target) is None:
            raise ChartMissing(f"This chart has no visit {target}. Open the chart again.")
        self._write_rest(change, target)
        number = self.write_event(
            Event(
                number=0,
                at=at,
                by=by,
                act=change.act,
                subject=target or change.subject or change.client,
                session=change.session,
                sequence=change.sequence,
                how=change.how,
                after={},
                before="",
            )
        )
        return Committed(number, self._revision("visits", target), file_revision)

    def put_file(self, file: ClientFile, revision: int) -> None:
        """Write the client's file at that revision."""
        values = plain(file)
        client = values.pop("client")
        self._put("client", 1, {"id": file.client.id, "revision": revision, "client": client})
        self._put("coverage", 1, {"id": file.client.id, **values})

    def put_visit(self, visit: Visit, revision: int) -> None:
        """Write a visit at that revision."""
        row = {"id": visit.id, "revision": revision, "visit": plain(visit)}
        self._put_named("visits", "id", visit.id, row)

    def put_claim(self, claim: Claim, visit: str) -> None:
        """Write how a visit is billed."""
        self._put_named("billing", "visit", visit, {**plain(claim), "visit": visit})

    def put_signed(self, signed: SignedRecord) -> None:
        """Write the text that was signed, once and for ever."""
        self._put("signed", self._tables.last("signed") + 1, plain(signed))

    def put_addendum(self, addendum: Addendum, visit: str) -> None:
        """Add a later word to a signed record."""
        self._put("addenda", self._tables.last("addenda") + 1, {"visit": visit, "addendum": plain(addendum)})

    def put_dismissal(self, dismissal: Dismissal) -> None:
        """Add a finding that was set aside."""
        self._put("overrules", self._tables.last("overrules") + 1, plain(dismissal))

    def write_event(self, event: Event) -> int:
        """Chain the event to the one before, with what was written, and return its number."""
        return self._ledger.write_event(event)

    def _refuse_odd(self, change: ChartChange) -> None:
        if change.file and change.file.client.id != change.client:
            raise BadInput("These changes belong to another client's chart. Open the chart again.")
        if change.visit and not change.visit.id:
            raise BadInput("The visit has no ID. Start the visit again.")
        named = {record.visit for record in (change.signed, change.dismissal) if record}
        if named - {change.target}:
            raise BadInput("You have changes in two visits. Save one visit at a time.")
        if change.addendum and not change.target:
            raise BadInput("The addendum isn't linked to a visit. Open its visit and add it there.")
        if not self._tables.row("client") and not change.file:
            raise ChartMissing(f"There is no chart {change.client}. Search for the client again.")
        if (change.file or change.visit) and self._sealed():
            raise NotAllowed("This chart was merged into another and is read-only. Open the other chart.")

    def _refuse_other_claim(self, known: Claim, visit: str) -> None:
        number = self._tables.number_of("billing", "visit", visit)
        row = self._tables.row("billing", number) if number else None
        if plain(Claim.model_validate(row or {"visit": visit})) == plain(known):
            return
        theirs = read_chart(self._tables, visit=visit, earlier=0).visit(visit)
        if theirs is None:
            raise ChartMissing(f"Visit {visit} is no longer in this chart. Open the chart again.")
        raise Conflict("Another user changed this claim. Open it again.", theirs)

    def _sealed(self) -> bool:
        kept = self._tables.row("client") or {}
        return bool(kept.get("client", {}).get("merged_into"))

    def _write_file(self, change: ChartChange) -> int:
        now = int((self._tables.row("client") or {}).get("revision", 0))
        if change.file is None:
            return now
        if change.file_revision != now:
            if not now:
                raise ChartMissing(f"Chart {change.client} no longer exists. Search for the client again.")
            raise Conflict(
                "Another user saved this client's chart after you opened it. Compare the two versions "
                "and save the right one.",
                read_file(self._tables)[0],
                now,
            )
        self.put_file(change.file, now + 1)
        return now + 1

    def _write_visit(self, visit: Visit, read_at: int) -> None:
        if self._tables.number_of("signed", "visit", visit.id) is not None:
            raise NotAllowed("This visit is signed, so you can't change it. Add an addendum instead.")
        now = self._revision("visits", visit.id)
        if now != read_at:
            theirs = read_chart(self._tables, visit=visit.id, earlier=0).visit(visit.id)
            if theirs is None:
                raise ChartMissing(f"Visit {visit.id} is no longer in this chart. Open the chart again.")
            raise Conflict(
                "Another user saved this visit after you opened it. Compare the two versions and save "
                "the right one.",
                theirs,
                now,
            )
        self.put_visit(visit, now + 1)

    def _write_rest(self, change: ChartChange, target: str) -> None:
        if change.signed:
            if self._tables.number_of("signed", "visit", target) is not None:
                raise NotAllowed("This visit is already signed. Add an addendum instead.")
            if digest(change.signed.text) != change.signed.signature.digest:
                raise BadInput("The signature doesn't match the record's text. Sign again.")
            self.put_signed(change.signed)
        if change.claim:
            claim = self._with_billers_part(change.claim, target) if change.visit else change.claim
            self.put_claim(claim, target)
        if change.addendum:
            self.put_addendum(change.addendum, target)
        if change.dismissal:
            self.put_dismissal(change.dismissal)

    def _with_billers_part(self, claim: Claim, visit: str) -> Claim:
        """Return the claim of a visit that is written with what a biller or the desk entered meanwhile."""
        number = self._tables.number_of("billing", "visit", visit)
        row = self._tables.row("billing", number) if number else None
        if row is None:
            return claim
        stands = Claim.model_validate(row)
        return claim.model_copy(update={name: getattr(stands, name) for name in _BILLERS_PART})

    def _revision(self, table: str, record: str) -> int:
        number = self._tables.number_of(table, "id", record) if record else None
        row = self._tables.row(table, number) if number else None
        return int(row["revision"]) if row else 0

    def _put_named(self, table: str, field: str, name: str, row: Row) -> None:
        number = self._tables.number_of(table, field, name) or self._tables.last(table) + 1
        self._put(table, number, row)

    def _put(self, table: str, number: int, row: Row) -> None:
        self._ledger.put(table, number, row, name_of(table, number, row))
