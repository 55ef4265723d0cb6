"""The one door to a clinic's records: open a chart, commit a change, find, list, watch."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from charting_tui.clock import Clock
from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Chart, Event
from charting_tui.records.office import Office
from charting_tui.records.people import Person, Role
from charting_tui.store.backups.one_chart import ChartRestorer
from charting_tui.store.batches.batches import Batches
from charting_tui.store.chain.clinic_record import ClinicRecord
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.verifying import Verdict
from charting_tui.store.chart_files.bulk import Clerk, NewCharts, add_charts, write_new_charts
from charting_tui.store.chart_files.chart_tables import head_of, last_event
from charting_tui.store.chart_files.charts import Charts, checked_id
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.chart_files.writing import ChartChange, ChartWriter, Committed, Conflict
from charting_tui.store.clinic_folder import check_clinic_folder, make_clinic_folder
from charting_tui.store.disk import Disk
from charting_tui.store.engines import Engine, engine_at, engine_for
from charting_tui.store.indexing.finder import Finder, Progress
from charting_tui.store.indexing.index import VisitFilter, asked_for
from charting_tui.store.indexing.renewal import Look
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.store.joining import join_database
from charting_tui.store.journals.drafts import Drafts
from charting_tui.store.journals.journal import DraftHead, Journal
from charting_tui.store.journals.journal_file import PATIENCE
from charting_tui.store.locks import Locks
from charting_tui.store.logins import OpenLogins
from charting_tui.store.lost_answers import LostAnswers
from charting_tui.store.office_file import (
    PRACTICE,
    begin_record,
    read_office,
    read_person,
    write_office,
    write_person,
)
from charting_tui.store.papers import Papers
from charting_tui.store.refusals import Busy, ClinicNotUsable, NewerForm, NotSaved, StoreAway
from charting_tui.worklist.summary import VisitSummary

__all__ = ["ChartStore", "ClientRow", "DraftHead"]

_log = logging.getLogger(__name__)

ReadClock = Callable[[], datetime]
"""Answers with an aware moment in UTC."""


class ChartStore:
    """A clinic's records as one login of one person sees them.

    Any thread may read, list, commit, save, repair and verify, also while another types into a journal.
    ``close`` is for when no other thread is at work here.
    """

    def __init__(self, root: Path, person: str, read_clock: ReadClock, engine: Engine) -> None:
        self.root = root
        self._practice = root / PRACTICE
        self.person = person
        self.session = secrets.token_hex(8)
        """Unique to this login."""
        self.by_key = False
        """Whether the person's own SSH key opened this login."""
        self._read_clock = read_clock
        self._engine = engine
        self.documents = engine.documents
        """What is kept of the clinic besides this login's own typing."""
        self._locks = engine.locks
        self.logins = OpenLogins(root / "locks" / "logins")
        """Who is logged in."""
        self._charts = Charts(root / "charts", engine.documents)
        self._heads = Heads(engine.chain, engine.looks)
        self._lost = LostAnswers(engine.happened)
        self._drafts = Drafts(root / "drafts", self._charts, person, engine.shared_drafts)
        self.keep_up = partial(engine.keep_up, self._drafts.opened)
        """Looks at the clinic behind the screens from then on, so that ``changed`` never waits."""
        self._finder = Finder(root, engine.index, self._charts, self._locks, self._today)
        self.record = ClinicRecord(root, engine, self._charts, self._heads, login=self)
        """What proves the record, and who looked at it."""
        self.batches = Batches(
            root / "claims", engine.documents, self._locks, self.record.files, self.record.acted
        )
        """What was handed over."""
        self.restorer = ChartRestorer(self._charts, self._heads, self._locks, self.record.acted)
        """Puts single charts of a backup back."""
        self.papers = Papers(root / "papers", Disk(), Locks(root / "locks"))
        """What was made for clients."""
        self.books = self._finder.maker.books
        """Where every diagnosis is, as soon as that book is made."""
        self.reload_office()

    @classmethod
    def create(
        cls,
        root: Path,
        office: Office,
        *,
        person: str,
        read_clock: ReadClock | None = None,
        database: str = "",
    ) -> "ChartStore":
        """Make a clinic in a new or empty folder, and open it; ``database`` keeps the charts where named."""
        if not database:
            make_clinic_folder(root)
        elif join_database(root, database):
            raise NotAllowed("This database has a clinic already. Name an empty one.")
        with engine_for(root) as engine:
            begin_record(root, engine, office, person, (read_clock or _machine_clock)())
        return cls.open(root, person=person, read_clock=read_clock)

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        person: str,
        read_clock: ReadClock | None = None,
        disk: Disk | None = None,
        repair: bool = True,
    ) -> "ChartStore":
        """Open a clinic; ClinicMissing, ClinicNotUsable or NewerForm where that must not be.

        ``repair`` reads charts that changed behind the index's back; a screen that must be there at once
        may call ``repair()`` later, from a thread.
        """
        check_clinic_folder(root)
        engine = engine_at(root, disk)
        try:
            engine.check()
            store = cls(root, person, read_clock or _machine_clock, engine)
        except BaseException:
            engine.close()
            raise
        if repair:
            store.repair()
        return store

    @property
    def office(self) -> Office:
        """The practice with its people and payers, as last read."""
        return self._office

    def reload_office(self) -> Office:
        """Read the practice again, and its time zone with it."""
        self._office, self._office_stamp = read_office(self._practice, self._engine.documents)
        self.clock = Clock(self._read_clock, ZoneInfo(self._office.practice.time_zone))
        self._finder.maker.use_office(self._office, self._office_stamp)
        return self._office

    def save_office(self, office: Office, how: str = "") -> None:
        """Save the practice as one event; Conflict where another login saved it since it was read here."""
        refuse_reader(self._office, self.person)
        with self._locks.held("gate", shared=True), self._locks.held("practice"):
            if self._engine.documents.stamp(self._practice) != self._office_stamp:
                raise Conflict(
                    "Another user saved the practice after you opened it. Check their changes and save "
                    "again.",
                    self.reload_office(),
                )
            write_office(self.record.files, office, self.record.acted(how))
            self.reload_office()

    def person_file(self, person_id: str) -> Person:
        """Return what is kept for a person; an empty file for one who is new."""
        return read_person(self.root / "people", self._engine.documents, person_id)

    def save_person(self, person: Person) -> None:
        """Save what is kept for a person who is new; ``change_person`` is for one who is there."""
        self.change_person(person.id, lambda _: person)

    def change_person(self, person_id: str, change: Callable[[Person], Person], how: str = "") -> Person:
        """Save what ``change`` makes of what is kept for a person, as one event."""
        with self._locks.held("gate", shared=True), self._locks.held("people"):
            person = change(self.person_file(person_id))
            write_person(self.record.files, person, self.record.acted(how))
        return person

    def chart(self, client_id: str, *, visit: str | None = None, earlier: int = 10) -> Chart:
        """Return a chart; with ``visit`` only that visit and up to ``earlier`` before it.

        Raises ChartMissing, or ChartDamaged where its file cannot be read.
        """
        return self._charts.read(client_id, visit=visit, earlier=earlier)

    def history(self, client_id: str) -> tuple[Event, ...]:
        """Return every event of a chart, the first first."""
        return self._charts.history(client_id)

    def commit(self, change: ChartChange) -> Committed:
        """Write all of a change and its event, or nothing; when it returns, the chart is durable.

        Raises Conflict over a newer revision, NotAllowed for a signed visit, NotSaved for a disk that
        refuses, Busy after five seconds of waiting. Heads and index follow: what they miss is caught up
        by the next save and the next opening.
        """
        refuse_reader(self._office, self.person)
        client = checked_id(change.client)
        if change.target:
            checked_id(change.target)
        now = self.clock.now().astimezone(UTC)
        change, committed = self._lost.settled(change)
        if committed is None:
            with self._lost.noted(change) as note, self._locks.chart(client):
                with self._charts.transaction(client) as tables:
                    if known := last_event(tables):
                        self._heads.catch_up(client, *known)
                    committed = note.committed = ChartWriter(tables).apply(change, self.person, now)
                    head = head_of(tables)
                with suppress(Busy, NotSaved, OSError):
                    self._heads.record(client, *head, now)
                self._follow(client, "" if change.file else change.target, tables)
        self._drafts.committed(change.target, change.session, change.sequence)
        return committed

    def _follow(self, client: str, touched: str, saved: Tables) -> None:
        """Update the index after a save; no fault of it may make a durable save look like a failed one.

        What went wrong is raised by the next look into the index, which makes the row again.
        """
        try:
            self._finder.update(client, touched, saved)
        except Exception as fault:  # noqa: BLE001  the fault is kept in the index's debts and raised there
            _log.error("the index could not follow chart %s: %s", client, type(fault).__name__)

    def write_new_charts(
        self, charts: Iterable[Chart] | NewCharts[Any], progress: Progress | None = None
    ) -> int:
        """Fill an empty clinic with whole charts, and return how many were written."""
        now = self.clock.now().astimezone(UTC)
        clerk = Clerk(self._finder.maker.packed(), self.person, now)
        with self._locks.held("gate"):
            return write_new_charts(
                charts,
                clerk,
                shelf=self._charts,
                heads=self._heads,
                finder=self._finder,
                progress=progress,
            )

    def add_charts(self, charts: Sequence[Chart]) -> None:
        """Write some new charts at once, each with one event; NotAllowed where one of them is there."""
        clerk = Clerk(self._finder.maker.packed(), self.person, self.clock.now().astimezone(UTC))
        with self._locks.held("gate"):
            add_charts(charts, clerk, shelf=self._charts, heads=self._heads, finder=self._finder)

    def summaries(
        self,
        *,
        day: date | None = None,
        unbilled: bool = False,
        before: date | None = None,
        therapist: str | None = None,
        client: str | None = None,
    ) -> list[VisitSummary]:
        """Return visits in rows, sorted by day, time and name."""
        return self._finder.summaries(
            asked_for(day=day, unbilled=unbilled, before=before, therapist=therapist, client=client)
        )

    def look(self, asked: VisitFilter) -> Look:
        """Return visits in rows without a wait; what is to be judged again is as it last was judged."""
        return self._finder.look(asked)

    def renew(self, asked: VisitFilter, goes_on: Callable[[int, int], bool]) -> None:
        """Judge again what is old of those visits; ``goes_on`` hears how many of how many and may say no.

        Takes seconds in a large clinic, so it is for a thread.
        """
        self._finder.renew(asked, goes_on)

    def find_clients(self, words: str, limit: int = 60) -> list[ClientRow]:
        """Return clients by the beginnings of name, phone, birth date and chart number."""
        return self._finder.find_clients(words, limit)

    def client_row(self, client: str) -> ClientRow | None:
        """Return what the list of clients shows of one, or None; no chart is opened."""
        return self._finder.client(client)

    def rows_of(self, visits: Sequence[str]) -> list[VisitSummary]:
        """Return the rows of these visits as they were last made, in no order; no chart is opened."""
        return self._finder.rows_of(visits)

    def clients_seen(self, first: date, last: date) -> list[str]:
        """Return the clients with a visit from one day to another, both included, by their ids."""
        return self._finder.clients_seen(first, last)

    def changed(self) -> bool:
        """Return whether another login changed something since this was last asked.

        A changed practice is read again; one that cannot be read leaves the one last read in force.
        """
        new_office = self.documents.seen(self._practice) != self._office_stamp
        if new_office:
            with suppress(ClinicNotUsable, NewerForm, StoreAway):
                self.reload_office()
        return self._finder.changed() or new_office

    @property
    def indexed(self) -> bool:
        """Whether the index was ever made by a program of this form, so that lists are there at once."""
        return self._finder.indexed

    def make_index(self, progress: Progress | None = None) -> None:
        """Read every chart into the index where it is not yet made; Busy while another login makes it."""
        self._finder.make(progress)

    def reindex(self, progress: Progress | None = None) -> int:
        """Read every chart into the index again, and return how many could be read."""
        return self._finder.reindex(progress)

    def repair(self) -> int:
        """Read charts again that changed behind the index's back, and return how many those were."""
        return self._finder.repair()

    @property
    def damaged(self) -> tuple[str, ...]:
        """The ids of charts that could not be read when the index last looked, or are set aside."""
        return tuple(sorted({*self._finder.damaged, *self._charts.damaged()}))

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Recompute every history and the clinic's chain, and compare them with each other."""
        return self.record.verify(progress)

    def log_access(self, client_id: str, what: str) -> None:
        """Write down who looked at which client's what; a list of many clients is of none."""
        self.record.looks.add(checked_id(client_id) if client_id else "", what)

    def open_journal(self, client_id: str, visit_id: str, base_revision: int) -> Journal:
        """Return this login's journal of typing on a visit."""
        return self._drafts.open(client_id, visit_id, base_revision, self.clock.now().astimezone(UTC))

    def try_out(self, client_id: str, visit_id: str, base_revision: int) -> Journal:
        """Return a journal that keeps nothing: for typing on a visit that is only tried out."""
        return self._drafts.try_out(client_id, visit_id, base_revision, self.clock.now().astimezone(UTC))

    def drafts(self) -> list[DraftHead]:
        """Return every journal with text that its chart does not have, the newest first."""
        return [head for head in self.journals() if head.unsaved]

    def journals(self, visit: str = "") -> list[DraftHead]:
        """Return every journal, or those of one visit, the newest first: what someone has not left yet."""
        return self._drafts.heads(visit)

    def adopt(self, head: DraftHead) -> Journal:
        """Take up one's own text from a login that is gone; JournalTaken or NotAllowed otherwise."""
        return self._drafts.adopt(head)

    def take_over(self, head: DraftHead, patience: float = PATIENCE) -> Journal:
        """Take up one's own text from a login that is alive, which is asked to let go of it.

        Waits for up to ``patience`` seconds, so it is for a thread; JournalTaken where that login does not
        answer: nothing typed there is lost.
        """
        return self._drafts.take_over(head, patience)

    def note_fault(self, head: DraftHead) -> None:
        """Keep that a fault came of taking up this text, so that no login goes on there by itself."""
        self._drafts.note_fault(head)

    def leave_after_fault(self) -> None:
        """Let go of what is being written, every key durable; no login goes on there by itself."""
        self._drafts.leave_after_fault()

    def close(self) -> None:
        """Let go of journals and index; unsaved text stays in its journal."""
        self._drafts.close()
        self._engine.close()

    def _today(self) -> date:
        return self.clock.today()


def refuse_reader(office: Office, person_id: str) -> None:
    """Refuse a change of someone who only reads, whatever led to it."""
    person = office.person(person_id)
    if person is not None and set(person.roles) <= {Role.READER}:
        raise NotAllowed(
            "You signed in as a reader, so you can't change anything. An owner can give you another role."
        )


def _machine_clock() -> datetime:
    return datetime.now(UTC)
