"""N019 line-without-area."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, line, on
from tests.year.changes import all_of, visit, with_line
from tests.year.courses import NOTED
from tests.year.fault import Fault

AREA_IN_NOTE = on(
    HEALTH_TOLD,
    {
        "note": {
            "subjective": "Neck pain 6/10, cannot sit.",
            "objective": "Tender, grade 3. MFR to R upper traps and levator, 55 min.",
            "assessment": "Pain less.",
            "plan": "Weekly.",
            "signed_at": "2026-11-19T10:20:00Z",
            "signed_by": "kim",
        },
        "services.0.regions": ["cervical"],
    },
)

BAD = {
    "97140 without an area": on(
        HEALTH_TOLD,
        {
            "note": {
                "subjective": "Neck pain 6/10, cannot sit.",
                "objective": "Tender, grade 3. MFR to R upper traps and levator, 55 min.",
                "assessment": "Pain less.",
                "plan": "Weekly.",
            }
        },
    ),
    "97124 without an area": on(
        HEALTH_TOLD,
        {
            "note": {
                "subjective": "Neck pain 6/10, cannot sit.",
                "objective": "Tender low back, grade 3. Effleurage and petrissage 55 min.",
                "assessment": "Pain less.",
                "plan": "Weekly.",
            },
            "services.0.code": "97124",
        },
    ),
    "one of two lines without an area": on(
        AREA_IN_NOTE,
        {
            "note.objective": "Tender, grade 3. MFR 30 min to neck.",
            "services": [line("97140", 23, 2, "GP", "A", area="neck"), line("97124", 30, 2, "GP", "A")],
        },
    ),
}

GOOD = {
    "areas on the line": on(
        AREA_IN_NOTE,
        {"services.0": line("97140", 53, 4, "GP", "A", area="right upper trapezius, levator scapulae")},
    ),
    "areas on the visit": on(AREA_IN_NOTE, {"services.0.regions": GONE, "areas": ["right upper trapezius"]}),
    "a code that needs none": on(AREA_IN_NOTE, {"services.0": line("97110", 53, 4, "GP", "A")}),
    "a client who pays": on(
        AREA_IN_NOTE, {"payer": "client_pay", "coverage": [], "services.0.regions": GONE}
    ),
    "a region on the line": AREA_IN_NOTE,
    "Oregon": on(
        AREA_IN_NOTE,
        {
            "practice.state": "OR",
            "note.objective": "Tender, grade 3. MFR 55 min.",
            "services.0.regions": GONE,
        },
    ),
    "an addendum names the area": on(
        AREA_IN_NOTE,
        {
            "note.objective": "Tender, grade 3. MFR 30 min to neck.",
            "note.addenda": [
                {
                    "by": "kim",
                    "at": "2026-11-19T11:00:00Z",
                    "text": "The neck was treated.",
                    "reason": "area left out",
                }
            ],
            "services.0": line("97140", 23, 2, "GP", "A"),
        },
    ),
}


PLANTED = (
    Fault(
        "hands-on work on a line without its area",
        NOTED,
        all_of(with_line(0, area="", side=""), visit(areas=())),
    ),
)
