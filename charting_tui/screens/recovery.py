"""What is done about a fault while the screens are open: Today again, one line about it, all text kept."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual.screen import Screen
from textual.worker import WorkerFailed

from charting_tui.crash_log import log_crash, place_of
from charting_tui.errors import ChartingError
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.textual_private.app import KeyAfterKeyApp

AGAIN = 10.0
"""Seconds within which a fault that comes again in Today, with no key between, ends the program."""
PATIENCE = 5.0
"""Seconds that screens may take to close; one that takes longer is left to itself."""


class FallBack:
    """Takes every screen away after a fault, because what met it cannot be relied on, and shows Today.

    One fault often shows in several places at once: those that come while screens close are only logged.
    """

    def __init__(
        self,
        app: KeyAfterKeyApp,
        store: ChartStore,
        *,
        close_visit: Callable[[], Awaitable[object]],
        show_today: Callable[[str], Awaitable[object]],
    ) -> None:
        """``close_visit`` makes the next visit open in a new screen; ``show_today`` is told the line."""
        self._app = app
        self._store = store
        self._close_visit = close_visit
        self._show_today = show_today
        self._met: dict[str, float] = {}
        """When each fault was last met since a key was pressed, by its kind and place."""
        self._closing = False
        self._failed = False

    def key(self) -> None:
        """A key was pressed: what it brings about is no fault that comes by itself."""
        self._met.clear()

    def recovers(self, fault: Exception) -> bool:
        """Begin to fall back; False where that did not help before, so that the program must end."""
        cause = fault.error if isinstance(fault, WorkerFailed) else fault
        if self._failed:
            return False
        place, now = place_of(cause), time.monotonic()
        if not self._closing and self._in_today and now - self._met.get(place, -AGAIN) < AGAIN:
            self._failed = True
            return False
        seen = " (crash.log has the details)" if self.log(cause) else ""
        if not self._closing:
            what = "An error stopped what you were doing" if self._in_today else _closed(self._app.screen)
            self._closing, self._met[place] = True, now
            self._app.forget_typed()
            asyncio.get_running_loop().call_soon(self._begin, f"{what}{seen}.")
        return True

    @property
    def _in_today(self) -> bool:
        return isinstance(self._app.screen, TodayScreen)

    def _begin(self, what: str) -> None:
        self._app.run_worker(self._fall_back(what), group="falling back")

    async def _fall_back(self, what: str) -> None:
        fell = False
        try:
            kept = self.keep_text()
            await self._close_screens()
            await self._close_visit()
            fell = True
        finally:
            self._closing, self._failed = False, not fell
        await self._show_today(f"{what} {kept}")

    async def _close_screens(self) -> None:
        screens = self._app.screen_stack[1:]
        closing = [self._app.pop_screen() for _ in screens]
        # A screen that failed while it was built hears of nothing, so its parts are told.
        parts = [screen.remove_children() for screen in screens if not screen.is_running]
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for fault in await asyncio.gather(*closing, *parts, return_exceptions=True):
                    if isinstance(fault, Exception):
                        self.log(fault)

    def keep_text(self) -> str:
        """Bring every key to the disk, let go of the visit, and return a sentence about it."""
        try:
            self._store.leave_after_fault()
        except ChartingError:
            return "Your last few keystrokes could not be saved."
        return "What you typed is saved."

    def log(self, fault: BaseException | None) -> bool:
        """Log the fault's kind and place; False where that cannot be written."""
        try:
            log_crash(self._store.root / "crash.log", fault, self._store.clock.now())
        except OSError:
            return False
        return True


def _closed(screen: Screen[Any]) -> str:
    """Say that a screen was closed, by its name as words: “Payer effect”."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(screen).__name__.removesuffix("Screen"))
    return f"{words.capitalize()} closed because of an error"
