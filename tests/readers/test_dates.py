import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.readers.dates import (
    DateKind,
    DateOrder,
    orders_of,
    read_date,
    read_ordered_date,
    read_past_date,
    shown_date,
)
from tests.readers.refusals import refusal

TODAY = date(2026, 11, 30)
"""A Monday."""
SPELLINGS = (
    "2026-12-04",
    "2026/12/04",
    "20261204",
    "12/4/2026",
    "12/04/2026",
    "12/4/26",
    "12-4-2026",
    "12.4.2026",
    "12 4 2026",
    "12 / 4 / 2026",
    "12\N{EN DASH}4\N{EN DASH}2026",
    "12042026",
    "120426",
    "12/4",
    "Dec 4 2026",
    "DEC 4",
    "dec. 4, 2026",
    "December 4th, 2026",
    "december 4",
    "4 Dec 2026",
    "4-Dec-26",
    "04dec2026",
    "Fri, Dec 4, 2026",
    "friday 12/4/2026",
    "fri",
    "Friday",
    "+4",
    "t+4",
    "T + 4d",
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_date_is_read_however_a_clinic_writes_it(text: str) -> None:
    assert read_date(text, TODAY) == date(2026, 12, 4)
    assert read_date(f"  {text} ", TODAY, DateKind.COMING) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "away"),
    [("t", 0), ("today", 0), ("Tomorrow", 1), ("tmrw", 1), ("yesterday", -1), ("-7", -7), ("t-1", -1)],
)
def test_a_date_is_read_by_its_distance_from_today(text: str, away: int) -> None:
    assert read_date(text, TODAY) == TODAY + timedelta(days=away)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+2w", date(2026, 12, 14)),
        ("+3m", date(2027, 2, 28)),
        ("-1m", date(2026, 10, 30)),
        ("+1y", date(2027, 11, 30)),
    ],
)
def test_weeks_months_and_years_from_today_end_in_a_day_that_exists(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("11/30", DateKind.PAST, TODAY),
        ("12/15", DateKind.PAST, date(2025, 12, 15)),
        ("3/7", DateKind.PAST, date(2026, 3, 7)),
        ("11/30", DateKind.COMING, TODAY),
        ("11/29", DateKind.COMING, date(2027, 11, 29)),
        ("1/15", DateKind.COMING, date(2027, 1, 15)),
        ("1/5", DateKind.EITHER, date(2027, 1, 5)),
        ("10/5", DateKind.EITHER, date(2026, 10, 5)),
    ],
)
def test_a_date_without_its_year_is_the_one_that_the_field_makes_likely(
    text: str, kind: DateKind, day: date
) -> None:
    assert read_date(text, TODAY, kind) == day


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("12/1/26", DateKind.BIRTH, date(1926, 12, 1)),
        ("11/30/26", DateKind.BIRTH, TODAY),
        ("030780", DateKind.BIRTH, date(1980, 3, 7)),
        ("3/7/00", DateKind.BIRTH, date(2000, 3, 7)),
        ("2/29/00", DateKind.BIRTH, date(2000, 2, 29)),
        ("6/1/98", DateKind.PAST, date(1998, 6, 1)),
        ("12/1/26", DateKind.PAST, date(2026, 12, 1)),
        ("12/31/30", DateKind.COMING, date(2030, 12, 31)),
        ("6/1/98", DateKind.EITHER, date(1998, 6, 1)),
    ],
)
def test_a_year_of_two_digits_is_of_the_century_that_the_field_makes_likely(
    text: str, kind: DateKind, day: date
) -> None:
    assert read_date(text, TODAY, kind) == day


def test_a_weekday_is_the_coming_one_and_the_last_one_where_the_field_is_past() -> None:
    assert read_date("wed", TODAY) == date(2026, 12, 2)
    assert read_date("wed", TODAY, DateKind.PAST) == date(2026, 11, 25)
    assert read_date("mon", TODAY, DateKind.PAST) == TODAY


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        (
            "30/11/2026",
            DateKind.EITHER,
            "“30/11/2026” isn't a date: there is no month 30. Type the month first, like 11/30/2026.",
        ),
        (
            "2026-13-40",
            DateKind.EITHER,
            "“2026-13-40” isn't a date: there is no month 13. Correct the month.",
        ),
        (
            "11/31/2026",
            DateKind.EITHER,
            "“11/31/2026” isn't a date: November has 30 days. Correct the day.",
        ),
        (
            "2/29/2027",
            DateKind.EITHER,
            "“2/29/2027” isn't a date: February has 28 days in 2027. Correct the day or the year.",
        ),
        (
            "2/29",
            DateKind.EITHER,
            "“2/29” isn't a date: February has 28 days in 2026. Correct the day or the year.",
        ),
        ("next week", DateKind.EITHER, "“next week” isn't a date. Type it like 11/30/2026."),
        ("112/3/2026", DateKind.EITHER, "“112/3/2026” isn't a date. Type it like 11/30/2026."),
        ("11/30/0026", DateKind.EITHER, "“11/30/0026” isn't a date: 26 is too long ago. Correct the year."),
        ("tue 11/30/2026", DateKind.EITHER, "11/30/2026 is a Monday. Correct the date or the weekday."),
        ("+9999y", DateKind.EITHER, "“+9999y” is too far from today. Type a date like 11/30/2026."),
        ("3/7", DateKind.BIRTH, "“3/7” has no year. Type it like 3/7/1980."),
        ("today", DateKind.BIRTH, "“today” isn't a date. Type it like 3/7/1980."),
        ("12/1/2026", DateKind.BIRTH, "12/1/2026 is in the future. Correct the birth date."),
        ("3/7/1900", DateKind.BIRTH, "3/7/1900 is 126 years ago. Correct the birth date."),
        (
            "1\N{ARABIC-INDIC DIGIT ONE}/30/2026",
            DateKind.EITHER,
            "“1\N{ARABIC-INDIC DIGIT ONE}/30/2026” isn't a date. Type it like 11/30/2026.",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_the_fault_and_the_fix(
    text: str, kind: DateKind, sentence: str
) -> None:
    with pytest.raises(BadInput) as fault:
        read_date(text, TODAY, kind)
    assert fault.value.sentence == sentence


def test_nothing_typed_is_no_date() -> None:
    assert read_date(" ", TODAY) is None
    assert read_past_date("", TODAY) is None


def test_a_past_date_is_not_in_the_future() -> None:
    assert read_past_date("11/30", TODAY) == TODAY
    with pytest.raises(BadInput, match=r"12/1/2026 is in the future"):
        read_past_date("12/1/26", TODAY)


def test_a_file_is_read_in_the_order_of_its_dates() -> None:
    assert read_ordered_date("3/7/1980", DateOrder.MONTH_FIRST, TODAY) == date(1980, 3, 7)
    assert read_ordered_date("3/7/1980", DateOrder.DAY_FIRST, TODAY) == date(1980, 7, 3)
    assert read_ordered_date("31.12.26", DateOrder.DAY_FIRST, TODAY, DateKind.BIRTH) == date(1926, 12, 31)
    for order in DateOrder:
        assert read_ordered_date("1980-03-07", order, TODAY) == date(1980, 3, 7)
        assert read_ordered_date("7 Mar 1980", order, TODAY) == date(1980, 3, 7)
        for text in ("today", "+7", "mon", "3/7", ""):
            with pytest.raises(BadInput):
                read_ordered_date(text, order, TODAY)


def test_dates_tell_which_orders_a_file_can_have() -> None:
    assert orders_of("3/7/1980", TODAY) == {*DateOrder}
    assert orders_of("11/30/2026", TODAY) == {DateOrder.MONTH_FIRST}
    assert orders_of("30/11/2026", TODAY) == {DateOrder.DAY_FIRST}
    assert orders_of("31/31/2026", TODAY) == set()


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, DAYS)
def test_a_date_is_read_as_it_is_shown(day: date, today: date) -> None:
    for text in (shown_date(day), day.isoformat(), f"{day:%b %d, %Y}", f"{day:%d %B %Y}", f"{day:%m%d%Y}"):
        assert read_date(text, today) == day


@given(DAYS, st.dates(date(1910, 1, 1), date(2099, 12, 31)), st.sampled_from(DateKind))
def test_a_short_year_is_never_far_and_a_birth_date_never_in_the_future(
    day: date, today: date, kind: DateKind
) -> None:
    try:
        read = read_date(f"{day:%m/%d/%y}", today, kind)
    except BadInput:
        assert (day.month, day.day) == (2, 29) or kind is DateKind.BIRTH
    else:
        assert read is not None
        assert (read.month, read.day, read.year % 100) == (day.month, day.day, day.year % 100)
        assert abs(read.year - today.year) <= 126
        assert kind is not DateKind.BIRTH or read <= today


@given(st.text(alphabet="0123456789/-. tapm+'decfri", max_size=14), st.sampled_from(DateKind))
def test_whatever_is_typed_is_a_date_or_is_refused_in_one_line(text: str, kind: DateKind) -> None:
    assert re.fullmatch(r"(.+\.)?", refusal(lambda: read_date(text, TODAY, kind)))
