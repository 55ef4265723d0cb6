"""N008 no-area-treated."""

from tests.rules.bases import HEALTH_TOLD, SHORT_NOTE
from tests.rules.example import on
from tests.year.changes import OF_PAIN_ALONE, all_of, visit, with_line, written
from tests.year.fault import Fault

BAD = {
    "no area anywhere": on(
        HEALTH_TOLD,
        {
            "note": {
                "subjective": "Neck pain 6/10, cannot sit.",
                "objective": "Tender, grade 3. MFR 55 min.",
                "assessment": "Pain less.",
                "plan": "Weekly.",
                "signed_at": "2026-11-19T10:20:00Z",
                "signed_by": "kim",
            }
        },
    ),
    "a client who pays in Washington": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "note": {
                "subjective": "Stressed.",
                "objective": "Swedish massage 60 min.",
                "assessment": "Relaxed.",
                "plan": "Monthly.",
                "signed_at": "2026-11-19T10:20:00Z",
                "signed_by": "kim",
            },
            "services.0.code": "97124",
        },
    ),
    "“back” in the subjective part only": on(
        HEALTH_TOLD,
        {
            "practice.state": "OR",
            "note": {
                "subjective": "Back sore, cannot sit.",
                "objective": "Hypertonic. MFR.",
                "assessment": "Better.",
                "plan": "RTC.",
                "signed_at": "2026-11-19T10:20:00Z",
                "signed_by": "kim",
            },
        },
    ),
}

GOOD = {
    "neck and left upper trapezius": on(SHORT_NOTE, {"note.objective": "TTP grade 3. MFR neck, L UT."}),
    "the line has an area": on(SHORT_NOTE, {"note.objective": "Tender. MFR.", "services.0.area": "neck"}),
    "the visit has an area": on(SHORT_NOTE, {"note.objective": "Tender. MFR.", "areas": ["bilat UT"]}),
    "QL and glutes": on(SHORT_NOTE, {"note.objective": "Tender. MFR to QL & glutes."}),
    "traps and SCMs": on(SHORT_NOTE, {"note.objective": "Tender. MFR traps, SCMs."}),
    "a client who pays in Oregon": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "practice.state": "OR",
            "note": {
                "subjective": "Stressed.",
                "objective": "Swedish massage 60 min.",
                "assessment": "Relaxed.",
                "plan": "Monthly.",
                "signed_at": "2026-11-19T10:20:00Z",
                "signed_by": "kim",
            },
            "services.0.code": "97124",
        },
    ),
}


_OF_NO_PLACE = OF_PAIN_ALONE.model_copy(
    update={"objective": "Tender to palpation, effleurage and petrissage given.", "assessment": "Less pain."}
)


PLANTED = (
    Fault(
        "no area anywhere",
        "commercial, self, auto, lni",
        all_of(written(_OF_NO_PLACE), visit(areas=()), with_line(0, area="", side="")),
    ),
)
