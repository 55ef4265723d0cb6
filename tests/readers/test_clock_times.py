import re
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.readers.clock_times import (
    is_clear_range,
    is_time,
    minute_of,
    read_time,
    read_time_range,
    shown_span,
    shown_time,
    typed_time,
)
from tests.readers.refusals import refusal

HALF_PAST_TWO = (
    "14:30",
    "1430",
    "14.30",
    "14:30:00",
    "2:30pm",
    "2:30 pm",
    "2:30 PM",
    "2:30 p.m.",
    "2:30p",
    "2.30pm",
    "230p",
    "230 pm",
    "0230pm",
    "2:30",
    "230",
    "2.30",
)
MOMENTS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@pytest.mark.parametrize("text", HALF_PAST_TWO)
def test_half_past_two_is_read_however_a_clinic_writes_it(text: str) -> None:
    assert read_time(text) == time(14, 30)
    assert read_time(f" {text} ", near=time(14)) == time(14, 30)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9", time(9)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("12", time(12)),
        ("12am", time(0)),
        ("12:15 AM", time(0, 15)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("midnight", time(0)),
        ("0:15", time(0, 15)),
        ("7", time(7)),
        ("6:59", time(18, 59)),
        ("1", time(13)),
        ("2pm", time(14)),
        ("2p", time(14)),
        ("2am", time(2)),
        ("0230", time(2, 30)),
        ("02:30", time(2, 30)),
    ],
)
def test_a_time_without_am_or_pm_is_one_of_working_hours(text: str, moment: time) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize(
    ("text", "near", "moment"),
    [
        ("802", time(20), time(20, 2)),
        ("802", time(9), time(8, 2)),
        ("555", time(6), time(5, 55)),
        ("155", time(14), time(13, 55)),
        ("302", time(8), time(15, 2)),
        ("902", time(17), time(9, 2)),
        ("702", time(18), time(19, 2)),
        ("1202", time(0), time(0, 2)),
        ("1202", time(12), time(12, 2)),
        ("9am", time(20), time(9)),
        ("1602", time(9), time(16, 2)),
    ],
)
def test_a_time_without_am_or_pm_is_read_beside_its_appointment(text: str, near: time, moment: time) -> None:
    assert read_time(text, near) == moment


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("902-958", time(9, 2), time(9, 58)),
        ("9:02-9:58", time(9, 2), time(9, 58)),
        ("9:02 - 9:58", time(9, 2), time(9, 58)),
        ("902 958", time(9, 2), time(9, 58)),
        ("9:02 to 9:58", time(9, 2), time(9, 58)),
        ("9:02 am 9:58 am", time(9, 2), time(9, 58)),
        ("902-58", time(9, 2), time(9, 58)),
        ("9\N{EN DASH}10", time(9), time(10)),
        ("2pm-3pm", time(14), time(15)),
        ("2-3pm", time(14), time(15)),
        ("2pm-3", time(14), time(15)),
        ("9-10pm", time(21), time(22)),
        ("10-11am", time(10), time(11)),
        ("205-3", time(14, 5), time(15)),
        ("11:30-12:15", time(11, 30), time(12, 15)),
        ("11:30-1", time(11, 30), time(13)),
        ("11-1pm", time(11), time(13)),
        ("10-2pm", time(10), time(14)),
        ("1130-12", time(11, 30), time(12)),
        ("1402-1458", time(14, 2), time(14, 58)),
        ("noon-1", time(12), time(13)),
        ("8am-5pm", time(8), time(17)),
        ("11:30-noon", time(11, 30), time(12)),
    ],
)
def test_a_start_and_an_end_are_read_together(text: str, start: time, end: time) -> None:
    assert read_time_range(text) == (start, end)


def test_a_start_and_an_end_lie_near_the_appointment() -> None:
    assert read_time_range("802-858", near=time(20)) == (time(20, 2), time(20, 58))
    assert read_time_range("802-858", near=time(8)) == (time(8, 2), time(8, 58))
    assert read_time_range("1130-1230", near=time(11)) == (time(11, 30), time(12, 30))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The time is missing. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("soon", "“soon” isn't a time. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("9:5", "“9:5” isn't a time. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("9:75", "“9:75” isn't a time: an hour has 60 minutes. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("25:00", "“25:00” isn't a time: there is no hour 25. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("24:00", "“24:00” isn't a time: there is no hour 24. Type it like 9:30, 930, 1430 or 2:30pm."),
        (
            "14:30pm",
            "“14:30pm” isn't a time: with pm the hour is 1 to 12. Type it like 9:30, 930, 1430 or 2:30pm.",
        ),
        (
            "0am",
            "“0am” isn't a time: with am the hour is 1 to 12. Type it like 9:30, 930, 1430 or 2:30pm.",
        ),
    ],
)
def test_what_is_no_time_is_refused_with_the_fault_and_the_fix(text: str, sentence: str) -> None:
    assert not is_time(text)
    with pytest.raises(BadInput) as fault:
        read_time(text)
    assert fault.value.sentence == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "1030-1015",
            "The end time 10:15 AM is not after the start time 10:30 AM. Type the start time first.",
        ),
        ("1-1230pm", "The end time 12:30 PM is not after the start time 1:00 PM. Type the start time first."),
        ("958-902am", "The end time 9:02 AM is not after the start time 9:58 AM. Type the start time first."),
        ("3pm-2pm", "The end time 2:00 PM is not after the start time 3:00 PM. Type the start time first."),
        ("9am-9am", "The end time 9:00 AM is not after the start time 9:00 AM. Type the start time first."),
        ("902", "“902” isn't a start and an end time. Type both times with a dash, like 902-958 or 2pm-3pm."),
        (
            "902-",
            "“902-” isn't a start and an end time. Type both times with a dash, like 902-958 or 2pm-3pm.",
        ),
        ("902-soon", "“soon” isn't a time. Type it like 9:30, 930, 1430 or 2:30pm."),
        ("", "Type both times with a dash, like 902-958 or 2pm-3pm."),
    ],
)
def test_what_is_no_start_and_end_is_refused_with_the_fault_and_the_fix(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_time_range(text)
    assert fault.value.sentence == sentence


@pytest.mark.parametrize("text", ["902-958", "9:02-9:58", "902-58", "902-10", "2-3pm", "2pm-3", "902-9999"])
def test_a_range_with_minutes_or_am_or_pm_is_clear(text: str) -> None:
    assert is_clear_range(text)


@pytest.mark.parametrize(
    "text", ["2-3", "2-1030", "7-8/10", "902", "120-80", "17.50-18.25", "in-out", "-", ""]
)
def test_other_numbers_with_a_dash_are_no_clear_range(text: str) -> None:
    assert not is_clear_range(text)


def test_a_start_and_an_end_are_shown_as_a_clinic_writes_them() -> None:
    assert shown_span(time(14), time(15)) == "2:00–3:00 PM"
    assert shown_span(time(11, 30), time(13)) == "11:30 AM–1:00 PM"
    assert shown_time(time(0, 5)) == "12:05 AM"


@given(MOMENTS)
def test_a_time_is_read_as_it_is_shown(moment: time) -> None:
    for text in (shown_time(moment), f"{moment:%H:%M}", f"{moment:%I%M %p}", f"{moment:%H:%M:%S}"):
        assert moment in typed_time(text).choices
        assert read_time(text, near=moment) == moment


@given(MOMENTS, MOMENTS)
def test_a_start_and_an_end_are_read_as_they_are_shown(first: time, last: time) -> None:
    start, end = sorted((first, last))
    if start != end:
        assert read_time_range(f"{shown_time(start)}-{shown_time(end)}") == (start, end)
        if minute_of(end) - minute_of(start) <= 8 * 60:
            assert read_time_range(shown_span(start, end)) == (start, end)


@given(st.integers(0, 15 * 60), st.integers(1, 8 * 60))
def test_an_end_without_am_or_pm_is_the_first_one_after_the_start(start: int, long: int) -> None:
    first, last = time(start // 60, start % 60), time((start + long) // 60, (start + long) % 60)
    text = f"{shown_time(first)}-{(last.hour % 12 or 12)}:{last.minute:02}"
    if last.hour in {0, 12}:
        text += shown_time(last)[-2:]
    read_first, read_last = read_time_range(text)
    assert (read_first, minute_of(read_last) - minute_of(read_first)) == (first, long)


@given(st.text(alphabet="0123456789:-. apmton", max_size=12))
def test_whatever_is_typed_is_a_time_or_is_refused_in_one_line(text: str) -> None:
    assert re.fullmatch(r"(.+\.)?", refusal(lambda: read_time(text)))
    assert re.fullmatch(r"(.+\.)?", refusal(lambda: read_time_range(text)))
