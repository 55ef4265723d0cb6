"""Dates and moments of one file, which writes them all in one order."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import shown
from charting_tui.readers.clock_times import typed_time
from charting_tui.readers.dates import DateKind, DateOrder, orders_of, read_ordered_date

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|noon"
_MOMENT = re.compile(rf"(?P<day>.*\d.*?)(?:,?\s+(?:at\s+)?|(?<=\d)T(?=\d))(?P<clock>{_CLOCK})", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=:\d{2})(?:\.\d+)?\s*(?:UTC|GMT)?\s*(Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?")
_ZONES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    **dict.fromkeys(("est", "edt"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt"), "America/Los_Angeles"),
}


@dataclass(frozen=True)
class FileOrder:
    """In which order a file writes its dates, as far as all of them together tell it."""

    order: DateOrder | None
    """None where they leave it open, or contradict each other."""
    open_date: str = ""
    """The first date that means another day in the other order, where it is open."""


def order_of(texts: Iterable[str], today: date) -> FileOrder:
    """Return the order in which all of these dates can be read."""
    told: set[DateOrder] = set()
    open_date = ""
    for text in dict.fromkeys(texts):
        day = day_part(text)
        orders = orders_of(day, today)
        if len(orders) == 1:
            told |= orders
        elif orders and not open_date:
            read = {read_ordered_date(day, order, today) for order in orders}
            open_date = day if len(read) > 1 else ""
    if len(told) == 1:
        return FileOrder(told.pop())
    return FileOrder(None, open_date)


def day_part(text: str) -> str:
    """Return a moment without its time."""
    found = _MOMENT.fullmatch(_OFFSET.sub("", text.strip()))
    return found["day"] if found else text.strip()


@dataclass(frozen=True)
class FileDates:
    """Reads the dates of a file; BadInput names what cannot be read."""

    order: DateOrder
    today: date

    def day(self, text: str, kind: DateKind = DateKind.EITHER) -> date:
        """Return a day; a time that stands with it is passed over."""
        return read_ordered_date(day_part(text), self.order, self.today, kind)

    def moment(self, text: str, here: ZoneInfo, zone: ZoneInfo) -> datetime | None:
        """Return a day with a time on the wall clock of ``here``; None where no time stands with it.

        A moment without an offset of its own stands in ``zone``.
        """
        offset = _OFFSET.search(text)
        found = _MOMENT.fullmatch(_OFFSET.sub("", text.strip()))
        if found is None:
            return None
        wall = datetime.combine(self.day(found["day"]), clock_time(found["clock"]))
        if offset:
            moved = datetime.strptime(f"{wall:%Y-%m-%d %H:%M} {offset[1].upper()}", "%Y-%m-%d %H:%M %z")
            return moved.astimezone(here).replace(tzinfo=None)
        return on_the_clock_of(here, wall, zone)


def clock_time(text: str) -> time:
    """Return a time of day to the minute; without am or pm one in working hours."""
    return typed_time(_SECONDS.sub(r"\1", text)).in_working_hours()


def on_the_clock_of(here: ZoneInfo, wall: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks of ``here`` show when those of ``zone`` show that."""
    return wall if zone == here else wall.replace(tzinfo=zone).astimezone(here).replace(tzinfo=None)


def zone_of(text: str) -> ZoneInfo:
    """Return the time zone of a name like America/Chicago, Central Time or CST; BadInput for another."""
    word = text.strip()
    words = re.findall(r"[a-z]+", word.lower())
    for name in (word, *(_ZONES[one] for one in words if one in _ZONES)):
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name)
    raise BadInput(f"The time zone “{shown(word)}” is not known.")
