from datetime import time

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking import (
    AppointmentLine,
    Booking,
    TakenTimes,
    added_words,
    book,
    overlap_words_of,
)
from charting_tui.operations.bookings.visit_state import mark_visit
from charting_tui.records.visit import Visit, VisitState
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY


def booked(store: ChartStore, client: str, start: time, minutes: int = 60, therapist: str = "kim") -> Visit:
    return book(store, client, Booking(start, client, minutes, therapist), TODAY)


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (time(13), time(14), False),
        (time(13), time(14, 1), True),
        (time(14, 15), time(14, 45), True),
        (time(13), time(16), True),
        (time(14), time(15), True),
        (time(14, 59), time(16), True),
        (time(15), time(16), False),
    ],
)
def test_an_appointment_overlaps_what_takes_place_meanwhile(
    kim: ChartStore, start: time, end: time, overlaps: bool
) -> None:
    booked(kim, "amir", time(14))
    words = TakenTimes(kim).overlap_words(TODAY, start, end, therapist="kim")
    assert words == ("Overlaps Doe, Amir 2:00–3:00 PM." if overlaps else "")


def test_another_therapists_visit_overlaps_only_where_the_client_is_the_same(kim: ChartStore) -> None:
    booked(kim, "amir", time(14), therapist="lee")
    taken = TakenTimes(kim)
    assert not taken.overlap_words(TODAY, time(14), time(15), therapist="kim", client="jane")
    words = taken.overlap_words(TODAY, time(14), time(15), therapist="kim", client="amir")
    assert words == "Overlaps Doe, Amir 2:00–3:00 PM with Lee Marsh."


def test_a_visit_that_was_called_off_overlaps_nothing(kim: ChartStore) -> None:
    visit = booked(kim, "amir", time(14))
    mark_visit(kim, "amir", visit.id, VisitState.CANCELLED)
    assert not TakenTimes(kim).overlap_words(TODAY, time(14), time(15), therapist="kim")


def test_several_overlaps_are_counted_and_a_visit_never_overlaps_itself(kim: ChartStore) -> None:
    booked(kim, "amir", time(14))
    booked(kim, "amir", time(14, 30))
    mine = booked(kim, "jane", time(14), 90)
    assert overlap_words_of(kim, "jane", mine) == "Overlaps Doe, Amir 2:00–3:00 PM and 1 more."


def test_the_line_says_how_it_is_understood_and_what_it_overlaps(kim: ChartStore) -> None:
    booked(kim, "amir", time(14))
    line = AppointmentLine(kim, TODAY)
    assert line.hint("230 jane") == (
        "Doe, Jane: 2:30–3:30 PM, 60 min. ! Overlaps Doe, Amir 2:00–3:00 PM. Press Enter to book it anyway."
    )
    line.check("230 jane")
    assert line.hint("330 jane 30") == "Doe, Jane: 3:30–4:00 PM, 30 min."
    assert line.hint("tomorrow 230 jane with lee") == (
        "Doe, Jane: Tuesday, 11/24/2026, 2:30–3:30 PM, 60 min, with lee."
    )
    assert line.hint("9 doe") == "A client named “doe”: 9:00–10:00 AM, 60 min."
    assert line.hint("9 zoe") == "No client matches “zoe”: 9:00–10:00 AM, 60 min."
    assert line.hint("jane") == "The time is missing. Type it, such as 2pm doe or doe 230 90."
    with pytest.raises(BadInput, match="No client matches “zoe”"):
        line.check("9 zoe")


def test_what_was_booked_over_another_visit_says_so(kim: ChartStore) -> None:
    booked(kim, "amir", time(14))
    visit = booked(kim, "jane", time(14, 30))
    assert added_words(kim, "jane", visit, TODAY) == (
        "Added: Doe, Jane, 2:30 PM. Overlaps Doe, Amir 2:00–3:00 PM. Press Enter to open it."
    )
