"""C023 no-support-for-code."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import all_of, note, with_line
from tests.year.fault import Fault

ACTIVE_RELEASE = on(
    COMPLETE,
    {
        "note.objective": "Active release and cross-fiber work L levator. TTP.",
        "techniques": [],
        "services.0": line("97140", 30, 2, "", "A"),
    },
)

BAD = {
    "97112 with deep tissue": on(
        ACTIVE_RELEASE,
        {"note.objective": "Deep tissue to back. Hypertonic L UT.", "services.0.code": "97112"},
    ),
    "a technique that was not done today": on(
        ACTIVE_RELEASE, {"note.objective": "Hypertonic L UT 3/4, deep pressure. No MFR today; STM declined."}
    ),
    "97110 with hands-on work": on(
        ACTIVE_RELEASE,
        {
            "note.objective": "C-rot L 50 deg, worked neck and shoulders.",
            "note.plan": "Return next week.",
            "services.0.code": "97110",
        },
    ),
    "97124 with a position only": on(
        ACTIVE_RELEASE,
        {"note.objective": "L UT 3/4; client positioned prone, neck treated.", "services.0.code": "97124"},
    ),
}

GOOD = {
    "97112 with PNF and balance": on(
        ACTIVE_RELEASE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "PNF, balance board, postural cueing. C-rot L 50 deg.",
            "services.0.code": "97112",
        },
    ),
    "mobilization and trigger points": on(
        ACTIVE_RELEASE, {"note.objective": "Jt mobs gr III C5-6, STM UT, TrPs released. C-rot L 50 deg."}
    ),
    "97110 with sets of exercise": on(
        ACTIVE_RELEASE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "SLR 3x10, clamshells, HEP reviewed. TTP.",
            "services.0.code": "97110",
        },
    ),
    "97124 with cross-fiber friction": on(
        ACTIVE_RELEASE,
        {
            "note.objective": "Tx: massage tx neck/shoulders 30 min, cross-fiber friction. TTP L UT.",
            "services.0.code": "97124",
        },
    ),
    "active release": ACTIVE_RELEASE,
    "Swedish massage": on(
        ACTIVE_RELEASE,
        {"note.objective": "Swedish/DTM full back, hypertonic paraspinals.", "services.0.code": "97124"},
    ),
    "97530 with sit to stand": on(
        ACTIVE_RELEASE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Sit to stand x10, lifting box floor to waist. ROM limited.",
            "services.0.code": "97530",
        },
    ),
    "97035 with ultrasound": on(
        ACTIVE_RELEASE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "US 1 MHz, 1.0 W/cm2, L UT 8 min, TTP.",
            "services.0.code": "97035",
        },
    ),
    "a client who pays": on(ACTIVE_RELEASE, {"payer": "client_pay", "note.objective": ""}),
    "the line names the technique": on(
        ACTIVE_RELEASE,
        {
            "note.objective": "L UT 3/4, C-rot 50 deg, tender.",
            "services.0.techniques": ["trigger point release"],
        },
    ),
}


PLANTED = (
    Fault(
        "a code the note says nothing of",
        "commercial, lni, auto, comp",
        all_of(
            with_line(0, code="97112", techniques=()), note(subjective="Neck pain. Wants to drive again.")
        ),
    ),
)
