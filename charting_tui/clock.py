"""The time, passed in: nothing below the command line reads a clock of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """Moments in UTC, and days in the practice's time zone."""

    read: Callable[[], datetime]
    """Answers with an aware moment in UTC."""
    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return self.read()

    def local(self) -> datetime:
        """Return the moment on the practice's wall clock."""
        return self.read().astimezone(self.zone)

    def today(self) -> date:
        """Return the day on the practice's calendar."""
        return self.local().date()


def system_clock(zone: str) -> Clock:
    """Return the machine's clock, read in the time zone of that IANA name."""
    return Clock(lambda: datetime.now(UTC), ZoneInfo(zone))


def fixed_clock(moment: datetime, zone: str) -> Clock:
    """Return a clock that stands at ``moment``; a moment without a zone is the practice's wall time."""
    place = ZoneInfo(zone)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=place)
    stopped = aware.astimezone(UTC)
    return Clock(lambda: stopped, place)
