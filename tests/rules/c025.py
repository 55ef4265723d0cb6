"""C025 wellness-language."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import said
from tests.year.fault import Fault

BAD = {
    "a relaxation massage": on(
        COMPLETE,
        {
            "note": {
                "subjective": "Wants to unwind.",
                "objective": "Relaxation massage of the back, 50 min.",
                "assessment": "Relaxed.",
                "plan": "Return in 4 weeks.",
                "signed_at": "2026-11-19T10:45:00Z",
                "signed_by": "kim",
            }
        },
    ),
    "stress relief, asleep": on(
        COMPLETE,
        {
            "note": {
                "subjective": "Here for relaxation and general stress relief.",
                "objective": "Massage, client fell asleep.",
                "assessment": "Felt better.",
                "plan": "Monthly.",
                "signed_at": "2026-11-19T10:45:00Z",
                "signed_by": "kim",
            }
        },
    ),
    "a monthly massage without complaints": on(
        COMPLETE,
        {
            "note": {
                "subjective": "Monthly maintenance massage, no complaints.",
                "objective": "Swedish massage neck and back.",
                "assessment": "Doing well.",
                "plan": "Monthly.",
                "signed_at": "2026-11-19T10:45:00Z",
                "signed_by": "kim",
            },
            "techniques": ["Swedish massage"],
            "services.0": line("97124", 53, 4, "", "A"),
        },
    ),
    "“this was maintenance care”": on(
        COMPLETE,
        {
            "note.subjective": "Neck pain 3/10, as most months. No change in health.",
            "note.objective": "Upper trapezius tender 2/4. Swedish massage neck and back.",
            "note.assessment": "This was maintenance care.",
            "note.plan": "Monthly.",
            "techniques": ["Swedish massage"],
            "services.0": line("97124", 53, 4, "", "A"),
        },
    ),
}

GOOD = {
    "an aim in degrees": on(
        COMPLETE, {"note.plan": "Restore L rot 50->70 deg. Discharge to maintenance care after 6 visits."}
    ),
    "post-isometric relaxation": on(
        COMPLETE,
        {
            "note.objective": (
                "MFR L UT; PIR (post-isometric relaxation) levator. Client relaxed on "
                "table. C-rot L 50->70 deg."
            )
        },
    ),
    "a massage on vacation": on(
        COMPLETE,
        {
            "note.subjective": (
                "Neck pain 6/10, had a relaxation massage on vacation that made it "
                "worse; cannot look over L shoulder."
            )
        },
    ),
    "stress at work beside a headache": on(
        COMPLETE,
        {
            "note.subjective": (
                "Stress at work; HA 3x/wk, pain 5/10. Uses breathing for stress relief. Cannot turn head."
            )
        },
    ),
    "relaxation of a muscle": on(
        COMPLETE, {"note.objective": "MFR for relaxation of L UT, hypertonic 3/4. C-rot L 50->65 deg."}
    ),
    "“not a relaxation massage”": on(
        COMPLETE, {"note.objective": "Not a relaxation massage: MFR L UT. C-rot L 50->65 deg."}
    ),
    "a client who pays": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "note.objective": "Relaxation massage of the back.",
            "techniques": ["massage"],
            "services.0": line("97124", 53, 4, "", "A"),
        },
    ),
    "S8990 for maintenance": on(
        COMPLETE,
        {
            "note.objective": "Maintenance care: keeps C-rot L at 65 deg.",
            "services.0": line("S8990", units=1, modifiers="", pointers="A"),
        },
    ),
}


_PLANS = "commercial, regence back, premera, uhc, anthem"


PLANTED = (
    Fault("relaxation, billed to a plan", _PLANS, said("subjective", "Came for a relaxation massage.")),
    Fault(
        "maintenance, billed to a plan",
        "commercial back, medicaid",
        said("assessment", "This was maintenance care."),
    ),
)
