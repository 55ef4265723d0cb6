"""When everybody of the year comes: nobody is in two places, and no two clients are with one therapist."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.year.courses import COURSES, Course

FIRST = date(2025, 11, 24)
"""The Monday on which the year begins."""
TODAY = date(2026, 11, 23)
SLOTS = 7
_WEEKDAYS = 5

When = tuple[date, int]
"""A day and which of its slots."""


def year_of(course: Course) -> list[When]:
    """Return the visits of a course: every second week at one hour of a working day."""
    place = COURSES.index(course)
    before = sum(other.therapist == course.therapist for other in COURSES[:place])
    begin = FIRST + timedelta(weeks=place % 4, days=before % _WEEKDAYS)
    return [(begin + timedelta(weeks=2 * number), before // _WEEKDAYS) for number in range(course.visits)]


class Weekends:
    """Slots of Saturdays and Sundays, handed out once for each therapist."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[str, date]] = Counter()

    def take(self, therapist: str, since: date, visits: int = 1) -> list[When]:
        """Return the next slots from that day on, all of one day."""
        return next(self._free(therapist, since, visits))

    def _free(self, therapist: str, since: date, visits: int) -> Iterator[list[When]]:
        for days in range(400):
            day = since + timedelta(days=days)
            taken = self._taken[therapist, day]
            if day.weekday() >= _WEEKDAYS and taken + visits <= SLOTS:
                self._taken[therapist, day] += visits
                yield [(day, taken + at) for at in range(visits)]
