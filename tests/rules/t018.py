"""T018 timed-codes-at-once."""

from tests.rules.bases import MANUAL
from tests.rules.example import GONE, line, on
from tests.year.changes import all_of, times
from tests.year.fault import Fault

ONE_UNBILLED = on(
    MANUAL,
    {
        "therapist.licence_type": "PT",
        "note.objective": (
            "Left upper trapezius grade 3. Joint mobilization of the neck. Chin "
            "tucks 3 x 10. Rotation left 50 degrees before, 65 after."
        ),
        "services": [
            line("97140", 30, 2, "", "A", blocks=[{"in": "09:00", "out": "09:30"}]),
            line("97110", 20, 1, "", "A", blocks=[{"in": "09:20", "out": "09:40"}], bill_to="nobody"),
        ],
    },
)

BAD = {
    "9:20 falls in both": on(ONE_UNBILLED, {"services.1.bill_to": GONE}),
    "both at 9:00": on(
        ONE_UNBILLED,
        {
            "services.0": line("97140", 15, 1, "", "A", blocks=[{"in": "09:00", "out": "09:15"}]),
            "services.1": line("97110", 15, 1, "", "A", blocks=[{"in": "09:00", "out": "09:15"}]),
        },
    ),
}

GOOD = {
    "one after the other": on(
        ONE_UNBILLED, {"services.1": line("97110", 20, 1, "", "A", blocks=[{"in": "09:30", "out": "09:50"}])}
    ),
    "one has no times": on(ONE_UNBILLED, {"services.1": line("97110", 20, 1, "", "A")}),
    "one not billed": ONE_UNBILLED,
}


PLANTED = (
    Fault(
        "two treatments at once",
        "commercial therapy, medicare, pip, medicaid therapy",
        all_of(times(0, 0, 32), times(1, 20, 38)),
    ),
)
