"""N020 area-not-in-note."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.changes import with_line
from tests.year.fault import Fault

UPPER_TRAPEZIUS = on(
    HEALTH_TOLD,
    {
        "note.subjective": "Neck pain 6/10, cannot sit.",
        "note.objective": "Tender, grade 3. MFR to R upper traps and levator, 55 min.",
        "note.assessment": "Pain less.",
        "note.plan": "Weekly.",
        "services.0.area": "right upper trapezius, levator scapulae",
    },
)
UNSIGNED = on(UPPER_TRAPEZIUS, {"note.signed_at": GONE, "note.signed_by": GONE})

BAD = {
    "the low back on the line, the neck in the note": on(UNSIGNED, {"services.0.area": "low back"}),
    "the neck on the line, calves in the note": on(
        UNSIGNED, {"services.0.area": "neck", "note.objective": "MFR to both calves, 55 min."}
    ),
}

GOOD = {
    "the same areas": UPPER_TRAPEZIUS,
}

PLANTED = (
    Fault("a line whose area the note does not name", "commercial, uhc", with_line(0, area="calf")),
    Fault(
        "a line whose area neither note nor diagnosis name",
        "premera, lni, auto, medicaid",
        with_line(0, area="calf"),
        also="D013",
        why="the calf is another place than the note says, and no place of the diagnosis",
    ),
)
