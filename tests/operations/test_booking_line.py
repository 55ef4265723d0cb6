from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking_line import Booking, read_booking
from charting_tui.readers.clock_times import shown_time

TODAY = date(2026, 11, 30)
"""A Monday."""
THERAPISTS = ("kim", "lee")


@pytest.mark.parametrize(
    ("line", "start", "minutes", "client"),
    [
        ("2pm doe", time(14), 60, "doe"),
        ("1430 doe 60", time(14, 30), 60, "doe"),
        ("230 whitehorse 60", time(14, 30), 60, "whitehorse"),
        ("230 doe 90", time(14, 30), 90, "doe"),
        ("doe 230 90", time(14, 30), 90, "doe"),
        ("doe 2:30p 60", time(14, 30), 60, "doe"),
        ("Doe, Jane 10 AM", time(10), 60, "Doe, Jane"),
        ("jane doe 9", time(9), 60, "jane doe"),
        ("60 doe 4", time(16), 60, "doe"),
        ("120 doe 2", time(14), 120, "doe"),
        ("doe 60 at 2", time(14), 60, "doe"),
        ("2pm for doe", time(14), 60, "doe"),
        ("90 min doe @ 415", time(16, 15), 90, "doe"),
        ("9am doe 1.5h", time(9), 90, "doe"),
        ("doe 1 hr 4pm", time(16), 60, "doe"),
        ("5pm doe 9min", time(17), 9, "doe"),
        ("2-330 doe", time(14), 90, "doe"),
        ("11:30 - 1 doe", time(11, 30), 90, "doe"),
        ("doe 2pm to 3pm", time(14), 60, "doe"),
        ("2pm 3pm doe", time(14), 60, "doe"),
        ("noon smith-jones", time(12), 60, "smith-jones"),
        ("2pm 360-555-0142", time(14), 60, "360-555-0142"),
        ("2pm 555-0142", time(14), 60, "555-0142"),
        ("9 doe 3/7/1980", time(9), 60, "doe 3/7/1980"),
        ("10 kim", time(10), 60, "kim"),
        ("sun 9", time(9), 60, "sun"),
        ("Sun, Li 9", time(9), 60, "Sun, Li"),
        ("9 on", time(9), 60, "on"),
    ],
)
def test_an_appointment_is_read_in_whatever_order_it_is_typed(
    line: str, start: time, minutes: int, client: str
) -> None:
    assert read_booking(line, THERAPISTS, TODAY) == Booking(start, client, minutes)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("tomorrow 9 doe", date(2026, 12, 1)),
        ("9 doe tmrw", date(2026, 12, 1)),
        ("doe fri 9", date(2026, 12, 4)),
        ("doe friday 9", date(2026, 12, 4)),
        ("doe 9 this friday", date(2026, 12, 4)),
        ("doe next friday 9", date(2026, 12, 11)),
        ("9 doe nov 30", date(2026, 11, 30)),
        ("doe 9 nov 30", date(2026, 11, 30)),
        ("30 november 9 doe", date(2026, 11, 30)),
        ("Dec. 3rd, 2026 9 doe", date(2026, 12, 3)),
        ("doe 3 dec 2026 9am", date(2026, 12, 3)),
        ("Friday, 9am, doe", date(2026, 12, 4)),
        ("doe 12/7 9am", date(2026, 12, 7)),
        ("+7 9 doe", date(2026, 12, 7)),
        ("yesterday 9 doe", date(2026, 11, 29)),
        ("doe 2027-01-04 9", date(2027, 1, 4)),
        ("doe on 1/4 9", date(2027, 1, 4)),
    ],
)
def test_a_day_in_the_line_is_the_day_of_the_appointment(line: str, day: date) -> None:
    assert read_booking(line, THERAPISTS, TODAY) == Booking(time(9), "doe", 60, day=day)


@pytest.mark.parametrize("line", ["9 doe kim", "doe with Kim 9", "9 doe 60 w/ kim", "doe 9 60 kim"])
def test_a_therapist_is_named_last_or_by_with(line: str) -> None:
    assert read_booking(line, THERAPISTS, TODAY) == Booking(time(9), "doe", 60, "kim")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Type a time, a client and the minutes, such as 2pm doe or doe 230 90."),
        ("doe", "The time is missing. Type it, such as 2pm doe or doe 230 90."),
        ("doe 90", "The time is missing. Type it, such as 2pm doe or doe 230 90."),
        ("2pm", "The client is missing. Type part of the name, such as 2pm doe or doe 230 90."),
        ("930 doe 300", "“300” isn't a valid session length. Enter 1 to 240 minutes."),
        ("5pm doe 9", "“9” could be a time or minutes. Type 9min, or remove it."),
        (
            "2pm doe 30 60",
            "Enter only one time and one length, such as 2pm doe or doe 230 90.",
        ),
        ("2pm 3pm 4pm doe", "The line has more than one time. Keep one."),
        ("1-230 doe 60", "1:00 PM to 2:30 PM is 90 minutes, but you typed 60. Keep one."),
        (
            "3pm-2pm doe",
            "The end time 2:00 PM is not after the start time 3:00 PM. Type the start time first.",
        ),
        ("tomorrow fri doe 9", "The line has two dates. Keep one."),
        ("doe 13/45 9", "“13/45” isn't a date: there is no month 13. Correct the month."),
        ("doe 9 with bob", "“bob” isn't a therapist here. Type kim or lee."),
        (
            "2330 doe 60",
            "The appointment would end after midnight. Type an earlier time or fewer minutes.",
        ),
    ],
)
def test_a_line_that_is_no_appointment_says_what_is_wrong(line: str, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_booking(line, THERAPISTS, TODAY)
    assert fault.value.sentence == sentence


@given(st.permutations(["doe", "TIME", "45min", "DAY"]), st.integers(0, 23 * 60), st.integers(-300, 300))
def test_the_order_of_the_words_does_not_matter(words: list[str], minute: int, away: int) -> None:
    start, day = time(minute // 60, minute % 60), TODAY + timedelta(days=away)
    told = {"TIME": shown_time(start), "DAY": f"{day:%m/%d/%Y}"}
    line = " ".join(told.get(word, word) for word in words)
    assert read_booking(line, THERAPISTS, TODAY) == Booking(start, "doe", 45, day=day)


WORDS = st.sampled_from(
    [
        "2pm",
        "230",
        "1430",
        "9",
        "90",
        "min",
        "hr",
        "1h",
        "2-3",
        "-",
        "to",
        "pm",
        "at",
        "with",
        "kim",
        "fri",
        "12/4",
        "13/45",
        "+7",
        "doe",
        "Doe,",
        "noon",
        "@",
        ",",
        "2026-11-30",
        "555-0142",
        "²",
    ]
)


@given(st.lists(WORDS, max_size=6) | st.text(alphabet="0123456789:-/+ apmdoe,@", max_size=16).map(str.split))
def test_whatever_is_typed_is_an_appointment_or_is_refused(words: list[str]) -> None:
    try:
        booking = read_booking(" ".join(words), THERAPISTS, TODAY)
    except BadInput:
        return
    assert booking.client_words
    assert booking.start < booking.end


def test_a_client_named_like_a_month_is_found_where_nothing_else_is_the_client() -> None:
    assert read_booking("april 9 60", THERAPISTS, TODAY) == Booking(time(9), "april", 60)


@pytest.mark.parametrize("wrong", ["25:00", "9:75", "13pm"])
def test_what_is_no_time_is_named(wrong: str) -> None:
    with pytest.raises(BadInput, match=f"“{wrong}” isn't a time"):
        read_booking(f"doe {wrong}", THERAPISTS, TODAY)
