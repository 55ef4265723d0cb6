"""C016 perf-test-with-tx."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "97140 and 97750": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "MFR L UT. Dynamometer grip test.",
            "services": [line("97140", 30, 2, "", "A"), line("97750", 15, 1, "", "A")],
        },
    ),
    "97530 and 97750": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Lifting task; FCE items.",
            "services": [line("97530", 30, 2, "", "A"), line("97750", 15, 1, "", "A")],
        },
    ),
}

GOOD = {
    "97750-59 in minutes of its own": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": (
                "MFR L UT 09:00-09:30. Grip dynamometer test with report 09:30-09:45, TTP L UT."
            ),
            "services.0": line("97140", 30, 2, "", "A", blocks=[{"in": "09:00", "out": "09:30"}]),
            "services.1": line("97750", 15, 1, "59", "A", blocks=[{"in": "09:30", "out": "09:45"}]),
        },
    ),
    "97750 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Functional capacity test, grip 30 kg L; report written.",
            "services.0": line("97750", 15, 1, "", "A"),
        },
    ),
}


PLANTED = (
    Fault(
        "a performance test beside treatment",
        "commercial therapy, medicaid therapy, uhc therapy",
        all_of(added("97750", "GP", minutes=15), said("objective", "Timed up and go test with report.")),
    ),
)
