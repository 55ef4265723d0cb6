"""Dates as people type them: 11/30/2026, 11/30/26, 11/30, Nov 30, 2026-11-30, today, +7, mon, next mon."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name, monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum, StrEnum

from charting_tui.errors import BadInput


class DateKind(Enum):
    """Which way a field's dates lie, which decides the year where it is short or left out."""

    BIRTH = "birth"
    """Never to come; the year is always typed."""
    PAST = "past"
    """Something that has happened, like a signature."""
    COMING = "coming"
    """Something that ends or is due, like a license."""
    EITHER = "either"
    """Something near today, before or after it."""


class DateOrder(StrEnum):
    """How the three numbers of a date follow each other; a year of four digits may always stand first."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


_BETWEEN = r"(?:\s*[/.-]\s*|\s+)"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?:{_BETWEEN}'?(\d{{4}}|\d{{2}}))?", re.ASCII)
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_YEAR_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_MONTH_NAMED = re.compile(
    rf"([a-z]{{3,9}})\.?{_BETWEEN}?(\d{{1,2}})(?:st|nd|rd|th)?,?(?:{_BETWEEN}?'?(\d{{4}})|{_BETWEEN}'?(\d{{2}}))?",
    re.ASCII,
)
_DAY_BEFORE_NAME = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?{_BETWEEN}?([a-z]{{3,9}})\.?,?(?:{_BETWEEN}?'?(\d{{4}}|\d{{2}}))?", re.ASCII
)
_AWAY = re.compile(r"(?:t|today)?\s*([+-])\s*(\d{1,4})\s*([dwmy]?)", re.ASCII)
_NAMED_WEEKDAY = re.compile(r"([a-z]{3,9})\.?,?\s+(.+)", re.ASCII)
_THIS_OR_NEXT = re.compile(r"(this|next) ([a-z]{3,9})\.?", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?,?", re.ASCII)
_ONE_WORD = re.compile(r"\d{1,4}/[\d/]+|\d{4}-\d{1,2}-\d{1,2}|\+\d+[dwmy]?", re.ASCII)
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{MINUS SIGN}", "----")
_DAYS = {"today": 0, "t": 0, "tomorrow": 1, "tmrw": 1, "tmw": 1, "yesterday": -1, "yest": -1}
_OLDEST_YEAR = 1900
_LONGEST_LIFE = 125
_MONTHS = {
    **{month_name[number].lower(): number for number in range(1, 13)},
    **{month_abbr[number].lower(): number for number in range(1, 13)},
    "sept": 9,
}
_WEEKDAYS = {
    **{day_name[number].lower(): number for number in range(7)},
    **{day_abbr[number].lower(): number for number in range(7)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}


def read_date(text: str, today: date, kind: DateKind = DateKind.EITHER) -> date | None:
    """Return the date typed, month before day; None for nothing.

    A year of two digits, or none, is the one that ``kind`` makes likely; a weekday is the coming one,
    and the last one where the kind is past. BadInput names what is wrong and how to type it.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    words = typed.lower().translate(_DASHES)
    found = None if kind is DateKind.BIRTH else _relative(words, today, kind)
    if found is None:
        found = _on_calendar(typed, words, today, kind)
    if kind is DateKind.BIRTH:
        _refuse_birth(found, today)
    return found


def read_past_date(text: str, today: date) -> date | None:
    """Return a date that is not after today; None for nothing, BadInput as above."""
    found = read_date(text, today, DateKind.PAST)
    if found is not None and found > today:
        raise BadInput(f"{shown_date(found)} is in the future. Type today's date or an earlier one.")
    return found


def read_ordered_date(text: str, order: DateOrder, today: date, kind: DateKind = DateKind.EITHER) -> date:
    """Return a date with its year, as files of that order write it; today only completes short years.

    BadInput for anything else, also for words like “today”.
    """
    typed = " ".join(text.split())
    words = typed.lower().translate(_DASHES)
    found = _on_calendar(typed, words, today, kind, order, year_needed=True)
    if kind is DateKind.BIRTH:
        _refuse_birth(found, today)
    return found


def orders_of(text: str, today: date) -> frozenset[DateOrder]:
    """Return every order in which the text is a date: both for 3/7/1980, day first for 30/11/2026."""
    orders = set()
    for order in DateOrder:
        with suppress(BadInput):
            read_ordered_date(text, order, today)
            orders.add(order)
    return frozenset(orders)


def is_dated_word(word: str) -> bool:
    """Whether one word of a line has the shape of a date: 11/30, 2026-11-30, +7; no day may be so named."""
    return _ONE_WORD.fullmatch(word) is not None


def dates_in_words(words: Sequence[str]) -> tuple[slice, ...]:
    """Return where two or three words of a line are a date: nov 30, 30 november, Nov 30 2026, next friday.

    The month is rather read before its day; the slices may overlap, the likeliest is first.
    """
    found: list[slice] = []
    for at, word in enumerate(words):
        here, after = word.lower().strip(".,;"), (words[at + 1].lower() if at + 1 < len(words) else "")
        if here in {"this", "next"} and after.strip(".,;") in _WEEKDAYS:
            found.append(slice(at, at + 2))
        if here in _MONTHS and _DAY_NUMBER.fullmatch(after):
            found.append(slice(at, at + (3 if _is_year(words, at + 2) else 2)))
        if here in _MONTHS and at and _DAY_NUMBER.fullmatch(words[at - 1].lower()):
            found.append(slice(at - 1, at + (2 if _is_year(words, at + 1) else 1)))
    return tuple(found)


def _is_year(words: Sequence[str], at: int) -> bool:
    return at < len(words) and re.fullmatch(r"(?:19|20)\d\d", words[at].strip(".,;"), re.ASCII) is not None


def shown_date(day: date) -> str:
    """Return a date as people in a clinic write it: 11/30/2026, 3/7/1980."""
    return f"{day.month}/{day.day}/{day.year}"


def date_in_words(day: date) -> str:
    """Return a date with its weekday: Monday, 11/30/2026."""
    return f"{day_name[day.weekday()]}, {shown_date(day)}"


def _relative(words: str, today: date, kind: DateKind) -> date | None:
    """Return a date told by its distance from today, or None for none."""
    if words in _DAYS:
        return today + timedelta(days=_DAYS[words])
    if words.rstrip(".") in _WEEKDAYS:
        ahead = (_WEEKDAYS[words.rstrip(".")] - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if kind is DateKind.PAST and ahead else ahead)
    if (named := _THIS_OR_NEXT.fullmatch(words)) and named[2] in _WEEKDAYS:
        monday = today - timedelta(days=today.weekday())
        days = _WEEKDAYS[named[2]] + (7 if named[1] == "next" else 0)
        return monday + timedelta(days=days)
    away = _AWAY.fullmatch(words)
    if not away:
        return None
    number = int(f"{away[1]}{away[2]}")
    try:
        if away[3] in {"m", "y"}:
            return _months_after(today, number * (12 if away[3] == "y" else 1))
        return today + timedelta(days=number * (7 if away[3] == "w" else 1))
    except (ValueError, OverflowError):
        raise BadInput(f"“{words}” is too far from today. Type a date like {shown_date(today)}.") from None


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the month's last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _on_calendar(
    typed: str,
    words: str,
    today: date,
    kind: DateKind,
    order: DateOrder = DateOrder.MONTH_FIRST,
    *,
    year_needed: bool = False,
) -> date:
    """Return a date written out in numbers, or with the month's name."""
    weekday, words = _weekday_before(words)
    year, month, day = _parts(typed, words, order, today, kind)
    if not year and (year_needed or kind is DateKind.BIRTH):
        raise BadInput(f"“{typed}” has no year. Type it like {_example(today, kind)}.")
    _refuse_month_and_day(typed, year, month, day, order)
    if len(year) > len("26"):
        if int(year) < _OLDEST_YEAR:
            raise BadInput(f"“{typed}” isn't a date: {int(year)} is too long ago. Correct the year.")
        years = [int(year)]
    else:
        years = _years(year, today)
    choices = list(_days_in(years, month, day))
    if not choices:
        february = f"February has 28 days in {years[len(years) // 2]}"
        raise BadInput(f"“{typed}” isn't a date: {february}. Correct the day or the year.")
    found = choices[0] if len(choices) == 1 else _likeliest(choices, today, kind, short_year=bool(year))
    if weekday is not None and found.weekday() != weekday:
        raise BadInput(
            f"{shown_date(found)} is a {day_name[found.weekday()]}. Correct the date or the weekday."
        )
    return found


def _weekday_before(words: str) -> tuple[int | None, str]:
    found = _NAMED_WEEKDAY.fullmatch(words)
    weekday = _WEEKDAYS.get(found[1]) if found else None
    return (weekday, found[2]) if found and weekday is not None else (None, words)


def _parts(typed: str, words: str, order: DateOrder, today: date, kind: DateKind) -> tuple[str, int, int]:
    """Return the year as it is typed, or nothing, then month and day."""
    if found := _YEAR_FIRST.fullmatch(words) or _YEAR_TOGETHER.fullmatch(words):
        return found[1], int(found[2]), int(found[3])
    if found := _YEAR_LAST.fullmatch(words) or _TOGETHER.fullmatch(words):
        first, second = int(found[1]), int(found[2])
        month, day = (second, first) if order is DateOrder.DAY_FIRST else (first, second)
        return found[3] or "", month, day
    if (found := _MONTH_NAMED.fullmatch(words)) and found[1] in _MONTHS:
        return found[3] or found[4] or "", _MONTHS[found[1]], int(found[2])
    if (found := _DAY_BEFORE_NAME.fullmatch(words)) and found[2] in _MONTHS:
        return found[3] or "", _MONTHS[found[2]], int(found[1])
    raise BadInput(f"“{typed}” isn't a date. Type it like {_example(today, kind)}.")


def _refuse_month_and_day(typed: str, year: str, month: int, day: int, order: DateOrder) -> None:
    """Raise BadInput for a month or a day that no year has."""
    if not 1 <= month <= len(month_name) - 1:
        swapped = order is DateOrder.MONTH_FIRST and 1 <= day <= len(month_name) - 1
        fix = (
            f"Type the month first, like {day}/{month}{year and f'/{year}'}."
            if swapped
            else "Correct the month."
        )
        raise BadInput(f"“{typed}” isn't a date: there is no month {month}. {fix}")
    longest = monthrange(2000, month)[1]
    if not 1 <= day <= longest:
        raise BadInput(f"“{typed}” isn't a date: {month_name[month]} has {longest} days. Correct the day.")


def _years(year: str, today: date) -> list[int]:
    """Return the years that a year of two digits, or none, can stand for; its middle one is near today."""
    if not year:
        return [today.year - 1, today.year, today.year + 1]
    century = today.year // 100 * 100 + int(year)
    return [century - 100, century, century + 100]


def _likeliest(choices: list[date], today: date, kind: DateKind, *, short_year: bool) -> date:
    """Return the one of some dates a century apart, or a year, that the kind makes likely."""
    past = [choice for choice in choices if choice <= today]
    coming = [choice for choice in choices if choice >= today]
    if past and (kind is DateKind.BIRTH or (kind is DateKind.PAST and not short_year)):
        return past[-1]
    if coming and kind is DateKind.COMING and not short_year:
        return coming[0]
    if kind is DateKind.PAST:
        return max((choice for choice in choices if choice.year <= today.year + 1), default=choices[0])
    return min(choices, key=lambda choice: abs((choice - today).days))


def _days_in(years: list[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        with suppress(ValueError):
            yield date(year, month, day)


def _refuse_birth(born: date, today: date) -> None:
    if born > today:
        raise BadInput(f"{shown_date(born)} is in the future. Correct the birth date.")
    if today.year - born.year > _LONGEST_LIFE:
        raise BadInput(f"{shown_date(born)} is {today.year - born.year} years ago. Correct the birth date.")


def _example(today: date, kind: DateKind) -> str:
    return "3/7/1980" if kind is DateKind.BIRTH else shown_date(today)
