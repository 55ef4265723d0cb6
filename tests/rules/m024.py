"""M024 discipline-of-another-license."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "GO by a physical therapist": on(MEDICARE_PT, {"services.0.modifiers": ["GO"]}),
    "GP by an occupational therapist": on(MEDICARE_PT, {"therapist.licence_type": "OT"}),
    "GN by a massage therapist": on(COMPLETE, {"services.0.modifiers": ["GN"]}),
    "GO and CO by a physical therapist's assistant": on(
        MEDICARE_PT, {"therapist.licence_type": "PTA", "services.0.modifiers": ["GO", "CO"]}
    ),
}

GOOD = {
    "GP by a physical therapist": MEDICARE_PT,
    "GO by an occupational therapist": on(
        MEDICARE_PT, {"therapist.licence_type": "OT", "services.0.modifiers": ["GO"]}
    ),
    "GP by a massage therapist": on(COMPLETE, {"services.0.modifiers": ["GP"]}),
}


PLANTED = (
    Fault(
        "GO on a physical therapist's line", "medicare, uhc therapy, commercial therapy", modifiers(0, "GO")
    ),
    Fault(
        "GP on an occupational therapist's line",
        "uhc occupational, medicare occupational",
        modifiers(0, "GP"),
    ),
)
