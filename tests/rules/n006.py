"""N006 no-functional-limit."""

from tests.rules.bases import HEALTH_TOLD, SHORT_NOTE
from tests.rules.example import on
from tests.year.changes import OF_PAIN_ALONE, all_of, visit, written
from tests.year.fault import Fault

BAD = {
    "neck pain 6/10": on(SHORT_NOTE, {"note.subjective": "Neck pain 6/10."}),
    "a dull ache for weeks": on(
        SHORT_NOTE, {"note.subjective": "c/o neck pain, dull, 3 weeks. Meds unchanged."}
    ),
    "the low back aches": on(
        HEALTH_TOLD,
        {
            "note": {
                "subjective": "Low back aches 4/10, no changes.",
                "objective": "TTP QL. MFR QL.",
                "assessment": "Pain 4 to 2.",
                "plan": "RTC 1 wk.",
                "signed_at": "2026-11-19T10:20:00Z",
                "signed_by": "kim",
            }
        },
    ),
}

GOOD = {
    "cannot look over the shoulder": on(
        SHORT_NOTE, {"note.subjective": "Neck pain 6/10, cannot look over L shoulder."}
    ),
    "can’t sleep on a side": on(SHORT_NOTE, {"note.subjective": "Neck sore, can’t sleep on L side."}),
    "pain with driving": on(SHORT_NOTE, {"note.subjective": "Neck pain 5/10 w/ driving >20 min."}),
    "a goal in the note": on(SHORT_NOTE, {"note.subjective": "Neck pain. Goal: lift grandchild."}),
    "a goal of the visit": on(SHORT_NOTE, {"note.subjective": "Neck pain 6/10.", "goals": ["drive an hour"]}),
    "a goal of the plan of care": on(
        SHORT_NOTE, {"note.subjective": "Neck pain 6/10.", "plan_of_care": {"goals": ["drive an hour"]}}
    ),
    "difficulty dressing": on(SHORT_NOTE, {"note.subjective": "Pain 6/10, difficulty dressing."}),
    "an index score": on(SHORT_NOTE, {"note.subjective": "NDI 34%, was 40%."}),
    "wakes at night": on(SHORT_NOTE, {"note.subjective": "Wakes x2/night d/t neck."}),
    "a client who pays": on(SHORT_NOTE, {"payer": "client_pay", "note.subjective": "Neck pain 6/10."}),
    "trouble with stairs": on(SHORT_NOTE, {"note.subjective": "Neck pain 6/10, trouble w/ stairs and ADLs."}),
    "unable to turn the head": on(SHORT_NOTE, {"note.subjective": "Unable to turn head to back up the car."}),
}


PLANTED = (
    Fault(
        "pain and nothing it keeps from",
        "commercial, premera, auto, anthem",
        all_of(written(OF_PAIN_ALONE), visit(goals=(), measures=())),
        file=lambda file, _: file.model_copy(update={"plans": ()}),
    ),
)
