"""When an appointment repeats, and which occurrence became which where no id tells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, rrulestr

_FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}
_MOST = 2000
"""No appointment is read to repeat more often."""


def key_of(start: date) -> str:
    """Return what tells one of a series from the others: its first planned start, in UTC where known."""
    if not isinstance(start, datetime):
        return f"{start:%Y%m%d}"
    return f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}" if start.tzinfo else f"{start:%Y%m%dT%H%M%S}"


_OCCURRENCE = re.compile(r"/\d{8}(T\d{6}Z?)?$")


def series_of(occurrence: str) -> str:
    """Return the id of the appointment that an occurrence is of; one that does not repeat is its own."""
    return _OCCURRENCE.sub("", occurrence)


@dataclass(frozen=True)
class Repeats:
    """A rule over the wall clock of the zone in which the first start stands."""

    first: date
    rule: rrule | None
    until: date | None
    more: tuple[date, ...]
    out: tuple[date, ...]

    @classmethod
    def read(
        cls, first: date, parts: dict[str, list[Any]], more: tuple[date, ...], out: tuple[date, ...]
    ) -> "Repeats":
        """Read a rule's parts; ValueError says which is not understood."""
        if not parts:
            return cls(first, None, None, more, out)
        odd = sorted(set(parts) - _PARTS)
        if odd:
            raise ValueError(f"{odd[0]} isn't supported")
        frequency = str((parts.get("FREQ") or ["none"])[0])
        if frequency not in _FREQUENCIES:
            raise ValueError(f"FREQ={frequency} isn't DAILY, WEEKLY or MONTHLY")
        for name in ("INTERVAL", "COUNT"):
            if name in parts and int(parts[name][0]) < 1:
                raise ValueError(f"{name} is less than 1")
        until = (parts.get("UNTIL") or [None])[0]
        kept = ";".join(
            f"{name}={','.join(str(value) for value in values)}"
            for name, values in parts.items()
            if name != "UNTIL"
        )
        rule = rrulestr(kept, dtstart=_wall(first))
        if not isinstance(rule, rrule):
            raise ValueError("there is more than one rule")  # noqa: TRY004  it is a value of the file
        return cls(first, rule, until, more, out)

    def starts(self, until: date) -> Iterator[date]:
        """Give every start up to that day, each once and in order; those taken out are left out."""
        out = {key_of(moment) for moment in self.out}
        days_out = {moment for moment in self.out if not isinstance(moment, datetime)}
        found = {key_of(start): start for start in (*self._by_rule(until), *self.more)}
        for key, start in sorted(found.items(), key=lambda one: _wall(one[1])):
            if key not in out and _wall(start).date() not in days_out:
                yield start

    def _by_rule(self, until: date) -> Iterator[date]:
        if self.rule is None:
            yield self.first
            return
        zone = self.first.tzinfo if isinstance(self.first, datetime) else None
        for count, moment in enumerate(self.rule):
            start = _like(self.first, moment, zone)
            if count >= _MOST or moment.date() > until or (self.until and _after(start, self.until)):
                return
            yield start


def _like(first: date, moment: datetime, zone: tzinfo | None) -> date:
    return moment.replace(tzinfo=zone) if isinstance(first, datetime) else moment.date()


def _wall(start: date) -> datetime:
    return start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())


def _after(start: date, last: date) -> bool:
    if not isinstance(last, datetime) or not isinstance(start, datetime):
        return _wall(start).date() > _wall(last).date()
    if start.tzinfo and last.tzinfo:
        return start > last
    return _wall(start) > _wall(last)


_FARTHEST = 31
"""Days; what lies farther apart is another appointment."""


def nearest_days(before: Mapping[str, date], after: Mapping[str, date]) -> dict[str, str]:
    """Return for ids of ``after`` the nearest of ``before``, each once; those of the same week first."""
    pairs = sorted(
        (how_far(old, new), new, old, new_id, old_id)
        for new_id, new in after.items()
        for old_id, old in before.items()
        if abs((new - old).days) <= _FARTHEST
    )
    became: dict[str, str] = {}
    for _, _, _, new_id, old_id in pairs:
        if new_id not in became and old_id not in became.values():
            became[new_id] = old_id
    return became


def how_far(one: date, other: date) -> tuple[bool, int]:
    """Return how near two days are: whether in different weeks, and the days between them."""
    return one.isocalendar()[:2] != other.isocalendar()[:2], abs((one - other).days)
