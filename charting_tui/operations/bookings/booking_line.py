"""An appointment in one line, in any order: ``2pm doe``, ``doe 230 90``, ``tomorrow 9 doe with kim``."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from charting_tui.errors import BadInput
from charting_tui.readers.clock_times import (
    is_clear_range,
    is_meant_as_time,
    is_time,
    minute_of,
    read_time,
    read_time_range,
    shown_time,
)
from charting_tui.readers.dates import DateKind, dates_in_words, is_dated_word, read_date

_USUAL_MINUTES = 60
_FEWEST_MINUTES, _LONGEST_MINUTES = 10, 240
_DAY_MINUTES = 24 * 60
_LONG_PAST = timedelta(days=366)
_LENGTH = re.compile(r"(\d{1,3})(?:(\.5)?(h|hrs?|hours?)|m|mins?|minutes?)", re.ASCII)
_LENGTH_WORDS = frozenset({"h", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes"})
_HALF = re.compile(r"(?<=\d)\s+([ap]\.?m\b\.?)", re.IGNORECASE)
_DASH = re.compile(r"(?<=[\damp.])\s*(?:[-–]|\bto\b)\s*(?=\d|noon)", re.IGNORECASE)
_LOCAL_PHONE = re.compile(r"[0-9]{3}-[0-9]{4}")
_JOINING = frozenset({"at", "@", "on", "for"})
_WITH = frozenset({"with", "w/"})
_LIKE = "such as 2pm doe or doe 230 90"


@dataclass(frozen=True)
class Booking:
    """What an appointment line says: a time, the words that name the client, and the minutes."""

    start: time
    client_words: str
    minutes: int
    therapist: str = ""
    """Whose appointment it is; empty: of whoever books it."""
    day: date | None = None
    """None: the day that is shown."""

    @property
    def end(self) -> time:
        """When it is over."""
        whole = minute_of(self.start) + self.minutes
        return time(whole // 60, whole % 60)


@dataclass
class _Words:
    """The words of a line by what they can be."""

    today: date | None
    times: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """Of up to three digits: a time, or minutes."""
    days: list[date] = field(default_factory=list)
    day_names: list[str] = field(default_factory=list)
    """Words for days that may be someone's name."""
    client: list[str] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)
    """Words like “at”, which are someone's name only where nothing else is."""

    def put(self, word: str, after: str) -> None:
        """Put a word where it belongs; BadInput for a date or times that cannot be."""
        bare = word.rstrip(",;").lower()
        if bare.isascii() and bare.isdigit() and len(bare) <= len("230"):
            self.numbers.append(bare)
        elif found := _LENGTH.fullmatch(bare):
            self.lengths.append(int(found[1]) * (60 if found[3] else 1) + (30 if found[2] else 0))
        elif is_time(bare):
            self.times.append(bare)
        elif is_meant_as_time(bare):
            read_time(bare)  # says what is wrong with it
        elif self._is_range(bare):
            self.ranges.append(bare)
        elif bare in _JOINING:
            self.joining.append(word)
        elif self.today and (is_dated_word(bare) or " " in bare):
            self._put_day(word, bare, self.today)
        elif self.today and bare.isalpha() and not (word.endswith(",") and after[:1].isalpha()):
            self._put_day_or_name(word, self.today)
        else:
            self.client.append(word)

    def _is_range(self, word: str) -> bool:
        first, dash, last = word.partition("-")
        if not dash or not ((is_time(first) and is_time(last)) or is_clear_range(word)):
            return False
        if _LOCAL_PHONE.fullmatch(word):
            try:
                read_time_range(word)
            except BadInput:
                return False
        return True

    def _put_day(self, word: str, bare: str, today: date) -> None:
        """Put a date; one that is long past is a birth date, by which a client is found."""
        day = read_date(bare, today, DateKind.EITHER)
        if day is not None and today - day > _LONG_PAST:
            self.client.append(word)
        elif day is not None:
            self.days.append(day)

    def _put_day_or_name(self, word: str, today: date) -> None:
        bare = word.rstrip(",;").lower()
        try:
            day = read_date(bare, today) if len(bare) > 1 else None
        except BadInput:
            day = None
        if day is None:
            self.client.append(word)
        else:
            self.days.append(day)
            self.day_names.append(word)


def read_booking(line: str, therapists: Collection[str] = (), today: date | None = None) -> Booking:
    """Read time, client, minutes (60 where left out), day and therapist, in whatever order.

    Without am or pm a time from one to six o'clock is in the afternoon. A day is read only where
    ``today`` is given. BadInput names what is wrong.
    """
    text = _DASH.sub("-", _HALF.sub(r"\1", line))
    words, therapist = _without_therapist(text.split(), therapists)
    if not words:
        raise BadInput(f"Type a time, a client and the minutes, {_LIKE}.")
    refused: BadInput | None = None
    ways = dates_in_words(words) if today else ()
    for way in (*ways, slice(0, 1)):
        try:
            return _read_words(
                [*words[: way.start], " ".join(words[way]), *words[way.stop :]], therapist, today
            )
        except BadInput as fault:
            refused = refused or fault
    raise refused or BadInput(f"Type a time, a client and the minutes, {_LIKE}.")


def _read_words(words: list[str], therapist: str, today: date | None) -> Booking:
    found = _sorted_out(words, today)
    if len(found.days) > 1:
        raise BadInput("The line has two dates. Keep one.")
    start, minutes = _when(found)
    client = " ".join(found.client).strip(",; ")
    if not any(map(str.isalnum, client)):
        raise BadInput(f"The client is missing. Type part of the name, {_LIKE}.")
    if not 0 < minutes <= _LONGEST_MINUTES:
        raise BadInput(f"“{minutes}” isn't a valid session length. Enter 1 to {_LONGEST_MINUTES} minutes.")
    if minute_of(start) + minutes >= _DAY_MINUTES:
        raise BadInput("The appointment would end after midnight. Type an earlier time or fewer minutes.")
    return Booking(start, client, minutes, therapist, found.days[0] if found.days else None)


def _without_therapist(words: list[str], therapists: Collection[str]) -> tuple[list[str], str]:
    """Return the words without the therapist named by “with kim”, or by the last of several words."""
    ids = {therapist.lower(): therapist for therapist in therapists}
    named = next((at for at, word in enumerate(words[:-1]) if word.lower() in _WITH), None)
    if named is not None and therapists:
        who = words[named + 1].lower().rstrip(",;")
        if who not in ids:
            raise BadInput(f"“{words[named + 1]}” isn't a therapist here. Type {' or '.join(therapists)}.")
        return [*words[:named], *words[named + 2 :]], ids[who]
    if len(words) > 2 and words[-1].lower() in ids:  # noqa: PLR2004  a time and a client come before
        return words[:-1], ids[words[-1].lower()]
    return words, ""


def _sorted_out(words: list[str], today: date | None) -> _Words:
    found = _Words(today)
    for at, word in enumerate(words):
        if word.lower() in _LENGTH_WORDS and found.numbers and words[at - 1] == found.numbers[-1]:
            found.lengths.append(int(found.numbers.pop()) * (60 if word[0].lower() == "h" else 1))
        else:
            found.put(word.removeprefix("@") or "@", words[at + 1] if at + 1 < len(words) else "")
    if not found.client and len(found.day_names) == 1:
        found.client, found.days = found.day_names, []
    found.client = found.client or found.joining
    return found


def _when(found: _Words) -> tuple[time, int]:
    """Return start and minutes; of numbers alone the first that can be a time is the time."""
    if len(found.times) == 2 and not found.ranges:  # noqa: PLR2004  a start and an end
        found.ranges.append("-".join(found.times))
        found.times.clear()
    if len(found.ranges) + len(found.times) > 1:
        raise BadInput("The line has more than one time. Keep one.")
    if found.ranges:
        return _of_range(found)
    if found.times:
        doubtful = next((one for one in found.numbers if int(one) < _FEWEST_MINUTES), None)
        if doubtful:
            raise BadInput(f"“{doubtful}” could be a time or minutes. Type {doubtful}min, or remove it.")
        return read_time(found.times[0]), _length(found, found.numbers)
    return _of_numbers(found)


def _of_range(found: _Words) -> tuple[time, int]:
    start, end = read_time_range(found.ranges[0])
    minutes = minute_of(end) - minute_of(start)
    said = [*found.lengths, *map(int, found.numbers)]
    if any(one != minutes for one in said):
        raise BadInput(
            f"{shown_time(start)} to {shown_time(end)} is {minutes} minutes, but you typed {said[0]}. "
            "Keep one."
        )
    return start, minutes


def _of_numbers(found: _Words) -> tuple[time, int]:
    numbers = found.numbers
    pairs = [(one, [*numbers[:at], *numbers[at + 1 :]]) for at, one in enumerate(numbers) if is_time(one)]
    if not pairs:
        raise BadInput(f"The time is missing. Type it, {_LIKE}.")
    likely = [pair for pair in pairs if _FEWEST_MINUTES <= _length(found, pair[1]) <= _LONGEST_MINUTES]
    start, rest = (likely or pairs)[0]
    return read_time(start), _length(found, rest)


def _length(found: _Words, numbers: list[str]) -> int:
    said = [*found.lengths, *map(int, numbers)]
    if len(said) > 1:
        raise BadInput(f"Enter only one time and one length, {_LIKE}.")
    return said[0] if said else _USUAL_MINUTES
