"""T019 client-in-two-places."""

from datetime import date, time

from charting_tui.records.claim import Draft
from tests.rules.bases import MANUAL
from tests.rules.example import line, on
from tests.year.changes import all_of, coded, visit
from tests.year.fault import Fault

AT_ONCE = on(
    MANUAL,
    {
        "therapist.licence_type": "PT",
        "note.objective": (
            "Left upper trapezius grade 3. Joint mobilization of the neck. Chin "
            "tucks 3 x 10. Rotation left 50 degrees before, 65 after."
        ),
        "services.0": line("97124", 53, 4, "GP", "A", charge="180.00"),
        "earlier_visits": [
            {
                "date": "2026-11-19",
                "state": "done",
                "time_in": "09:30",
                "time_out": "10:30",
                "services": [line("97110", 20)],
            }
        ],
    },
)

BAD = {
    "the other from 9:30": AT_ONCE,
    "the other until 9:01": on(
        AT_ONCE, {"earlier_visits.0.time_in": "08:00", "earlier_visits.0.time_out": "09:01"}
    ),
}

GOOD = {
    "the other from 10:05": on(
        AT_ONCE, {"earlier_visits.0.time_in": "10:05", "earlier_visits.0.time_out": "11:00"}
    ),
    "the other visit was yesterday": on(AT_ONCE, {"earlier_visits.0.date": "2026-11-18"}),
    "the other was a no-show": on(AT_ONCE, {"earlier_visits.0.state": "no show"}),
    "the other was a hot pack": on(AT_ONCE, {"earlier_visits.0.services.0": line("97010")}),
}


def _late_with_two(draft: Draft) -> Draft:
    """Let the first visit be with one therapist and the second with another, at one hour."""
    evening = visit(time_in=time(20), time_out=time(21, 10), appointment=None)(draft)
    if draft.visit.id.endswith("2"):
        other = coded(0, "97140", "myofascial release and trigger point release")
        return all_of(other, visit(therapist="ned"))(evening)
    return evening


PLANTED = (
    Fault(
        "the client with two therapists at once", "commercial", visits=2, same_day=True, draft=_late_with_two
    ),
    Fault(
        "the injured client with two therapists at once",
        "auto",
        visits=2,
        same_day=True,
        draft=_late_with_two,
        since=date(2026, 7, 4),
    ),
)
