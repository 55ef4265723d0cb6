"""N007 no-objective-finding."""

from tests.rules.bases import SHORT_NOTE
from tests.rules.example import on
from tests.year.changes import OF_PAIN_ALONE, all_of, visit, written
from tests.year.fault import Fault

BAD = {
    "tight": on(SHORT_NOTE, {"note.subjective": "Cannot look over L shoulder.", "note.objective": "Tight."}),
    "tight on one side": on(
        SHORT_NOTE,
        {
            "note.subjective": "Cannot sit 20 min.",
            "note.objective": "Upper traps tight L>R. MFR L UT 25 min.",
        },
    ),
    "felt better": on(
        SHORT_NOTE,
        {
            "note.subjective": "Cannot look over L shoulder.",
            "note.objective": "Worked neck and shoulders, felt better. Effleurage.",
            "services.0.code": "97124",
        },
    ),
}

GOOD = {
    "degrees and tenderness": on(
        SHORT_NOTE,
        {
            "note.subjective": "Cannot look over L shoulder.",
            "note.objective": "C-rot L 50 deg, TTP L UT 3/4. MFR UT.",
        },
    ),
    "posture and tone": on(SHORT_NOTE, {"note.objective": "HT bilat UT, fwd head. Hypertonic L UT. STM."}),
    "palpation": on(SHORT_NOTE, {"note.objective": "Palpation: ropey L levator. MFR."}),
    "a negative test": on(SHORT_NOTE, {"note.objective": "SLR neg. No tenderness at L4-5. MFR QL."}),
    "a grade": on(SHORT_NOTE, {"note.objective": "L UT 2+, MFR L UT."}),
    "degrees with a sign": on(SHORT_NOTE, {"note.objective": "Cervical rot 50° to 65°. MFR neck."}),
    "within normal limits": on(SHORT_NOTE, {"note.objective": "AROM WNL, MFR UT."}),
    "a measure of the visit": on(
        SHORT_NOTE,
        {"note.objective": "Tight. MFR UT.", "measures": [{"name": "rotation", "before": 50, "after": 65}]},
    ),
    "a client who pays": on(SHORT_NOTE, {"payer": "client_pay", "note.objective": "Tight L UT, MFR."}),
    "guarding": on(SHORT_NOTE, {"note.objective": "Antalgic posture, muscle guarding low back. MFR QL."}),
    "trigger points that refer": on(
        SHORT_NOTE, {"note.objective": "Trigger points L UT refer to temple; MFR."}
    ),
}


_OF_NO_FINDING = OF_PAIN_ALONE.model_copy(
    update={
        "subjective": "Neck pain. Cannot drive for long. No change in health.",
        "objective": "Tight. Effleurage and petrissage to the neck.",
        "assessment": "Better.",
    }
)


PLANTED = (
    Fault(
        "tightness and no finding",
        "commercial, uhc, premera, auto, anthem, va",
        all_of(written(_OF_NO_FINDING), visit(measures=())),
    ),
)
