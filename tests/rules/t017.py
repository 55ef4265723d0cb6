"""T017 times-against-minutes."""

from tests.rules.bases import MANUAL
from tests.rules.example import GONE, line, on
from tests.year.changes import times
from tests.year.fault import Fault

OWN_TIMES = on(
    MANUAL,
    {
        "therapist.licence_type": "PT",
        "note.objective": (
            "Left upper trapezius grade 3. Joint mobilization of the neck. Chin "
            "tucks 3 x 10. Rotation left 50 degrees before, 65 after."
        ),
        "services.0": line("97140", 20, 1, "", "A", blocks=[{"in": "09:00", "out": "09:20"}]),
    },
)

BAD = {
    "30 minutes from 9:00 to 9:20": on(
        OWN_TIMES, {"services.0": line("97140", 30, 2, "", "A", blocks=[{"in": "09:00", "out": "09:20"}])}
    ),
    "begins before the visit": on(OWN_TIMES, {"services.0.blocks.0": {"in": "08:50", "out": "09:10"}}),
    "two stretches that overlap": on(
        OWN_TIMES, {"services.0.blocks": [{"in": "09:05", "out": "09:15"}, {"in": "09:10", "out": "09:20"}]}
    ),
}

GOOD = {
    "20 minutes from 9:00 to 9:20": OWN_TIMES,
    "two stretches that add up": on(
        OWN_TIMES, {"services.0.blocks": [{"in": "09:00", "out": "09:10"}, {"in": "09:50", "out": "10:05"}]}
    ),
    "no times": on(OWN_TIMES, {"services.0.blocks": GONE}),
    "no time in and out": on(OWN_TIMES, {"time_in": GONE, "time_out": GONE}),
}


PLANTED = (
    Fault(
        "more minutes than the treatment's own times", "commercial, lni, auto, medicaid, uhc", times(0, 0, 45)
    ),
    Fault("times outside the session", "regence, bcbs_nd, comp", times(0, -10, 60)),
)
