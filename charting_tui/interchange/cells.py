"""Names and dates as lists write them: family name first; all dates of one file in one order."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import shown
from charting_tui.readers.clock_times import typed_time
from charting_tui.readers.dates import DateKind, DateOrder, orders_of, read_ordered_date

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_DEGREES = {"esq", "phd", "md", "rn", "lmt", "dds", "jd"}
_PARTICLES = {
    *(
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "la",
        "le",
        "las",
        "los",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
    ),
    *("dos", "das", "el", "al", "bin", "ibn", "ben", "st", "san", "santa", "mac", "zu", "zum", "zur"),
}
_CALLED = re.compile(r"[(\"“](?P<name>[^)\"”]+)[)\"”]")
_TWO_PEOPLE = re.compile(r"\s(?:&|and|\+)\s", re.IGNORECASE)


class PersonName(NamedTuple):
    """A name as a chart has it, and the given name by which the person is called, where it is another."""

    name: str
    called: str


def read_name(text: str) -> PersonName:
    """Read “Jane Doe”, “Doe, Jane”, “Dr. Jane Q. de la Cruz Jr.” or “Harriet (Hattie) Lindqvist”.

    BadInput where two people are named.
    """
    whole = " ".join(text.split())
    called = _CALLED.search(whole)
    bare = " ".join(_CALLED.sub(" ", whole).split())
    if _TWO_PEOPLE.search(bare):
        raise BadInput(f"“{bare}” names two people. Give each a row.")
    family, comma, given = (part.strip() for part in bare.partition(","))
    if comma and _bare(given) in _DEGREES:
        return PersonName(joined_name(*_parted(family)), _called(called))
    if comma and _bare(given) in _SUFFIXES:
        return PersonName(joined_name(*_parted(family)[:2], given), _called(called))
    if comma:
        return PersonName(joined_name(given, family), _called(called))
    return PersonName(joined_name(*_parted(bare)), _called(called))


def joined_name(given: str, family: str, suffix: str = "") -> str:
    """Return ``Family Jr., Given``; one of the two alone is the whole name."""
    words = given.split()
    while words and _bare(words[0]) in _TITLES and len(words) + bool(family) > 1:
        words = words[1:]
    last = " ".join(filter(None, (family.strip(), suffix.strip().strip(","))))
    return ", ".join(filter(None, (last, " ".join(words)))) if family else " ".join(words)


def _parted(text: str) -> tuple[str, str, str]:
    """Return given and family name and the suffix of a name that is written in that order."""
    words = text.replace(",", " ").split()
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    while len(words) > 1 and _bare(words[-1]) in _DEGREES:
        words = words[:-1]
    suffix = words.pop() if len(words) > 2 and _bare(words[-1]) in _SUFFIXES else ""  # noqa: PLR2004
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[max(start, 0) :]), suffix


def _called(found: re.Match[str] | None) -> str:
    return found["name"].strip() if found else ""


def _bare(word: str) -> str:
    return word.strip(".,").lower()


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
    raise BadInput(f"Unknown time zone “{shown(word)}”.")
