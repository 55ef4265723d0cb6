"""C031 needling-outside-license."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

NEEDLED = on(
    MANUAL_45,
    {
        "note.objective": (
            "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
            "after. Dry needling of the upper trapezius."
        ),
        "services.0": line("20560", units=1, pointers="A", area="neck", techniques=["dry needling"]),
    },
)

BAD = {
    "20560 by a massage therapist": NEEDLED,
    "a physical therapist in California": on(
        NEEDLED, {"therapist.licence_type": "PT", "therapist.licence_state": "CA"}
    ),
}

GOOD = {
    "a physical therapist in Colorado": on(
        NEEDLED, {"therapist.licence_type": "PT", "therapist.licence_state": "CO"}
    ),
}


PLANTED = (
    Fault(
        "needling by a massage therapist",
        "commercial, self",
        all_of(added("20560"), said("objective", "Dry needling of one muscle.")),
    ),
)
