"""D025 dx-side-nowhere."""

from tests.rules.bases import RIGHT_SHOULDER
from tests.rules.example import on
from tests.year.changes import all_of, diagnosed, reworded, visit, with_line
from tests.year.fault import Fault

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


PLANTED = (
    Fault(
        "a shoulder whose side nobody names",
        "commercial shoulder",
        all_of(
            diagnosed("M25.519"),
            reworded("right ", ""),
            with_line(0, area="shoulder", side=""),
            visit(areas=("shoulder",), measures=()),
        ),
    ),
)
