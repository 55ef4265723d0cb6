"""A PIN that stands: once given right, it need not be typed again for the minutes that the owner allows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from charting_tui.store.chart_store import ChartStore

IDLE = 180.0
"""Seconds without a key after which it stands no more: its giver may have gone away."""


@dataclass(frozen=True)
class _Given:
    person: str
    digest: str
    at: float


class StandingPin:
    """What one login remembers in memory alone; never the digits."""

    def __init__(self, read: Callable[[], float] = time.monotonic) -> None:
        """``read`` answers seconds that no change of the wall clock moves."""
        self._read = read
        self._given: _Given | None = None
        self._touched = read()

    def given(self, store: ChartStore) -> None:
        """The person signed in has just given their PIN, and it was right."""
        pin = store.person_file(store.person).pin
        if pin is not None:
            self._touched = self._read()
            self._given = _Given(store.person, pin.digest, self._touched)

    def touched(self) -> None:
        """A key was pressed."""
        now = self._read()
        if now - self._touched > IDLE:
            self._given = None
        self._touched = now

    def until(self, store: ChartStore) -> datetime | None:
        """Return the moment until which the PIN stands for the person signed in, or None if it does not.

        A wrong PIN anywhere, a pause, a new PIN and a shorter time in the office all end it.
        """
        given, now = self._given, self._read()
        if given is None or given.person != store.person or now - self._touched > IDLE:
            return None
        left = given.at + 60 * store.office.practice.pin_minutes - now
        pin = store.person_file(store.person).pin
        if left <= 0 or pin is None or pin.digest != given.digest or pin.wrong_tries or pin.locked_until:
            return None
        return store.clock.now() + timedelta(seconds=left)
