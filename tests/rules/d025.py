"""D025 dx-side-nowhere."""

from tests.rules.bases import RIGHT_SHOULDER
from tests.rules.example import on

NO_SIDE = on(
    RIGHT_SHOULDER,
    {
        "diagnoses": ["M25.519"],
        "note.subjective": "Shoulder pain 5/10, cannot reach overhead. No changes in meds.",
        "note.objective": "TTP infraspinatus 3/4, flexion 120 deg. MFR infraspinatus and supraspinatus.",
    },
)

BAD = {"no side anywhere": NO_SIDE}

GOOD = {
    "the side in the code": RIGHT_SHOULDER,
    "no side where there is none": on(NO_SIDE, {"diagnoses": ["M54.2"]}),
}


NEVER_PLANTED = "every complaint of a limb in the year has its side, in each visit's areas"
