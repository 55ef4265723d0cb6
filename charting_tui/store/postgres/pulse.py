"""A look at the database each second, behind the screens, so that no one at the keys waits for it."""

import logging
import threading
from collections.abc import Callable, Sequence

from charting_tui.errors import ChartingError
from charting_tui.store.disk import Stamp
from charting_tui.store.journals.shared import OpenJournal
from charting_tui.store.postgres.database import Database
from charting_tui.store.postgres.shared_journals import SharedJournals

_log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks."""
_ASKED = (
    "SELECT seals.number, mark, version, length(body) FROM seals, documents "
    "WHERE seals.log = 'heads' AND area = '' AND folder = '' AND name = 'practice.json'"
)


class Pulse:
    """What the last look saw; the journals of this login go out with each."""

    def __init__(
        self, database: Database, journals: SharedJournals, opened: Callable[[], Sequence[OpenJournal]]
    ) -> None:
        self._database = database
        self._journals = journals
        self._opened = opened
        self._end = threading.Event()
        self.lines = 0
        """How many lines the clinic's chain has."""
        self.practice: Stamp | None = None
        self._look()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="pulse")
        self._thread.start()

    def close(self) -> None:
        """Look once more, so that what was let go of is there for other servers, and end."""
        self._end.set()
        self._thread.join()
        self._try()

    def _beat(self) -> None:
        while not self._end.wait(EVERY):
            self._try()

    def _try(self) -> None:
        try:
            self._look()
            self._journals.send(self._opened())
        except ChartingError:
            pass  # whoever saves next is told; the journals are in their files
        except Exception as fault:  # noqa: BLE001  a thread that ended would leave the lists old for good
            _log.error("the database could not be looked at: %s", type(fault).__name__)

    def _look(self) -> None:
        found = self._database.ask(_ASKED)
        if found:
            self.lines, *stamp = found[0]
            self.practice = (stamp[0], stamp[1], stamp[2])
