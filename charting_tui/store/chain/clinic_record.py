"""What proves a clinic's record, as one login uses it: events of files, looks, verification, anchors."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from charting_tui.clock import Clock
from charting_tui.store.chain.access import AccessLog
from charting_tui.store.chain.evented_files import EventedFiles
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.ledger import Acted
from charting_tui.store.chain.verifying import Progress, Verdict, verify_clinic
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.disk import Disk
from charting_tui.store.locks import Locks


class Login(Protocol):
    """Who is signed in, and the clock of the clinic."""

    person: str
    session: str
    clock: Clock


class ClinicRecord:
    """The record of one clinic."""

    def __init__(
        self, root: Path, disk: Disk, locks: Locks, charts: Charts, heads: Heads, *, login: Login
    ) -> None:
        self._root = root
        self._locks = locks
        self._charts = charts
        self._heads = heads
        self._login = login
        self.files = EventedFiles(root, disk, heads)
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
        return verify_clinic(self._root, self._charts, self._heads, self._locks, progress)
