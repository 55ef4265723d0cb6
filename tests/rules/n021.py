"""N021 facts-contradict."""

from charting_tui.records.visit import Facts
from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import on
from tests.year.changes import charted
from tests.year.fault import Fault

FROM_QUICK_LINE = on(
    SEEN_BEFORE,
    {
        "note.subjective": (
            "Neck pain 6/10 on arrival and 4/10 on leaving; turned to look twice without pain."
        ),
        "note.provenance": [
            {
                "section": "subjective",
                "line": 0,
                "origin": "facts",
                "source": "quick line",
                "text": "Neck pain was 6/10 before treatment and 4/10 after.",
            }
        ],
    },
)

BAD = {
    "pain 6 and pain 2 of the neck at once": on(
        FROM_QUICK_LINE,
        {
            "note.subjective": (
                "Neck pain 6/10 at the desk, neck pain 2/10 today; turned to look twice without pain."
            ),
            "note.facts": {
                "scores": [
                    {"name": "pain", "area": "neck", "value": 6},
                    {"name": "pain", "area": "neck", "value": 2},
                ]
            },
        },
    ),
    "a range within normal limits and limited": on(
        FROM_QUICK_LINE,
        {
            "note.objective": (
                "Left neck rotation within normal limits; left neck rotation limited. MFR L UT."
            ),
            "note.facts": {
                "ranges": [
                    {"name": "rotation", "area": "neck", "side": "left", "value": "within normal limits"},
                    {"name": "rotation", "area": "neck", "side": "left", "value": "limited"},
                ]
            },
        },
    ),
    "improved and worse": on(
        FROM_QUICK_LINE,
        {
            "note.assessment": (
                "Condition improved with treatment. Worse than before; goal within two visits."
            ),
            "note.facts": {"responses": ["improved", "worse"]},
        },
    ),
}

GOOD = {
    "6 before and 2 after, and another place": on(
        FROM_QUICK_LINE,
        {
            "note.subjective": (
                "Neck pain 6/10 on arrival and 2/10 on leaving, low back pain 2/10; "
                "turned to look twice without pain."
            ),
            "note.facts": {
                "scores": [
                    {"name": "pain", "area": "neck", "before": 6, "after": 2},
                    {"name": "pain", "area": "low back", "value": 2},
                    {"name": "pain", "area": "neck", "value": 6},
                ]
            },
        },
    ),
    "the other side of the body": on(
        FROM_QUICK_LINE,
        {
            "note.objective": (
                "Left neck rotation 60°, right neck rotation 80°. L UT grade 3, no "
                "trigger points in the right UT. MFR L UT."
            ),
            "note.facts": {
                "ranges": [
                    {"name": "rotation", "area": "neck", "side": "left", "value": 60, "unit": "°"},
                    {"name": "rotation", "area": "neck", "side": "right", "value": 80, "unit": "°"},
                ],
                "findings": [
                    {"area": "upper trapezius", "side": "left", "grade": 3},
                    {"area": "upper trapezius", "side": "left", "kind": "trigger points"},
                    {"area": "upper trapezius", "side": "right", "kind": "trigger points", "negative": True},
                ],
            },
        },
    ),
}

PLANTED = (
    Fault(
        "improved and worse at once",
        "commercial, self, premera, lni",
        charted(Facts(responses=("improved", "worse"))),
    ),
)
