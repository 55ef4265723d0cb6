from datetime import datetime, time

import pytest

from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import Status
from charting_tui.shorthand.reading import Surroundings

BOOKED = Surroundings(time(13), time(14), datetime(2026, 11, 20, 13, 8))  # noqa: DTZ001  wall time


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("in 902 out 958", (time(9, 2), time(9, 58))),
        ("902-958", (time(9, 2), time(9, 58))),
        ("9:02-9:58", (time(9, 2), time(9, 58))),
        ("in 1205 out 105", (time(12, 5), time(13, 5))),
        ("1402-1458", (time(14, 2), time(14, 58))),
        ("in 1150 out 1245", (time(11, 50), time(12, 45))),
        ("in 105 out 155", (time(13, 5), time(13, 55))),
        ("in 2pm out 2:55pm", (time(14), time(14, 55))),
        ("in 2:05 PM out 3 p.m.", (time(14, 5), time(15))),
        ("2:05pm-2:55pm", (time(14, 5), time(14, 55))),
        ("205-3pm; imp", (time(14, 5), time(15))),
        ("902-9:58", (time(9, 2), time(9, 58))),
    ],
)
def test_typed_times(line: str, times: tuple[time, time]) -> None:
    reading = read(line)
    assert (reading.time_in, reading.time_out) == times
    assert not reading.open


def test_one_oclock_is_in_the_afternoon_and_the_token_says_so() -> None:
    reading = read("in 105")
    assert reading.time_in == time(13, 5)
    assert reading.tokens[1].meaning == "13:05"
    assert read("in 105", surroundings=BOOKED).time_in == time(13, 5)


def test_a_bare_hour_behind_in_is_a_time_unless_it_counts_something() -> None:
    assert read("in 9 out 10").time_out == time(10)
    assert read("p6>4; in 2; imp").time_in == time(14)
    for line in ("in 2 weeks", "back in 6", "seen in 2 visits"):
        assert read(line).time_in is None


def test_the_bare_word_stamps_the_clock_only_near_the_edge_of_the_appointment() -> None:
    assert read("in", surroundings=BOOKED).time_in == time(13, 8)
    reading = read("out", surroundings=BOOKED)
    assert reading.time_out is None
    assert [token.status for token in reading.open] == [Status.NEEDS_MORE]
    assert read("in").time_in is None


@pytest.mark.parametrize("line", ["in 2575", "mfr @ neck +935-905", "+905-935", "902-9999"])
def test_times_that_are_none_are_told(line: str) -> None:
    reading = read(line)
    assert reading.time_in is None
    assert any(token.status is Status.WRONG for token in reading.tokens) or "2575" in line
    assert not [block for one in reading.facts.treatments for block in one.blocks]
