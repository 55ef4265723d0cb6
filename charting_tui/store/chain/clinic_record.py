"""What proves a clinic's record, as one login uses it: events of files, looks, verification, anchors."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from charting_tui.clock import Clock
from charting_tui.errors import ChartingError
from charting_tui.records.chart import Event
from charting_tui.store.chain.access import AccessLog
from charting_tui.store.chain.anchors import anchor_of, faults_since, read_anchors
from charting_tui.store.chain.evented_files import EventedFiles
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.ledger import Acted
from charting_tui.store.chain.logs import read_log
from charting_tui.store.chain.other_files import other_files
from charting_tui.store.chain.verifying import Progress, Verdict, verify_clinic
from charting_tui.store.chart_files.chart_tables import read_history
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import UnreadableFileError, reading
from charting_tui.store.engines import Engine


class Login(Protocol):
    """Who is signed in, and the clock of the clinic."""

    person: str
    session: str
    clock: Clock


class ClinicRecord:
    """The record of one clinic."""

    def __init__(self, root: Path, engine: Engine, charts: Charts, heads: Heads, *, login: Login) -> None:
        self._root = root
        self._engine = engine
        self._charts = charts
        self._heads = heads
        self._login = login
        self.files = EventedFiles(root, engine.documents, heads)
        """Writes what is no chart."""
        self.looks = AccessLog(heads, login.person, login.session, self._now)
        """Who looked at what."""

    def _now(self) -> datetime:
        return self._login.clock.now().astimezone(UTC)

    def acted(self, how: str = "") -> Acted:
        """Return who does something now."""
        return Acted(self._login.person, self._now(), how)

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Recompute every history, and compare each with what the logs know of it."""
        return verify_clinic(self._root, self._engine, self._charts, self._heads, progress)

    def anchor(self) -> str:
        """Return one line for paper or another machine, against which the record can be compared later."""
        looks, chain = read_log(self._heads.looks), read_log(self._heads.log)
        return anchor_of(chain, looks, self._now()).line

    def faults_since(self, anchors: str) -> tuple[int, list[str]]:
        """Return how many anchors are in a text, and what is no more as it was when they were written."""
        found = read_anchors(anchors)
        return len(found), faults_since(found, read_log(self._heads.log), read_log(self._heads.looks))

    def acts(self) -> Iterator[tuple[str, Event]]:
        """Yield every event of what is no chart with the file's path; what cannot be read is passed over."""
        documents = self._engine.documents
        for name in other_files(self._root, documents):
            with suppress(UnreadableFileError, ChartingError):
                for event in read_history(reading(self._root / name, documents)):
                    yield name, event
