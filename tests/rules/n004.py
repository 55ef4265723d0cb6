"""N004 cloned-note."""

from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import on
from tests.year.changes import OF_PAIN_ALONE, written
from tests.year.fault import Fault

SAME_NOTE = on(
    SEEN_BEFORE,
    {
        "note.subjective": "Neck pain 6/10 after two days at the desk, cannot look over the left shoulder.",
        "note.objective": (
            "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator."
        ),
        "note.assessment": "Rotation improved by 15 degrees; goal of 70 degrees is near.",
    },
)

BAD = {
    "the same note": SAME_NOTE,
    "the same objective part": on(
        SEEN_BEFORE,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator."
            )
        },
    ),
    "the same and “tolerated well”": on(
        SEEN_BEFORE,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and "
                "levator. Tolerated well."
            )
        },
    ),
    "the last of two is another": on(
        SAME_NOTE,
        {
            "earlier_visits.1": {
                "date": "2026-11-16",
                "state": "done",
                "note": {
                    "subjective": (
                        "Neck pain 4/10, one bad day after driving to Tacoma; turned to look "
                        "twice without pain."
                    ),
                    "objective": (
                        "L UT 2/4, TTP less. C-rot L 60 deg before, 70 after. Cross-fibre MFR to "
                        "levator, new today."
                    ),
                    "assessment": (
                        "Range held since last week, four of six days without headache; goal "
                        "within two visits."
                    ),
                    "plan": "1x/wk x 6 wks; stretches at home.",
                },
                "services": [],
            }
        },
    ),
    "the same in another order": on(
        SEEN_BEFORE,
        {
            "note.objective": (
                "MFR L UT and the levator. L UT 3/4 hypertonic and TTP. C-rot L 50 deg before, 65 after."
            )
        },
    ),
}

GOOD = {
    "another note": SEEN_BEFORE,
    "today's range": on(
        SEEN_BEFORE,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 55 deg before, 70 after. MFR L UT and levator."
            )
        },
    ),
    "a stock sentence repeated": on(
        SEEN_BEFORE,
        {
            "note.assessment": "Tolerated well. Goal of 70 degrees is near.",
            "earlier_visits.0.note.assessment": "Tolerated well. Goal of 70 degrees is near.",
        },
    ),
    "like one of two earlier notes only in part": on(
        SEEN_BEFORE,
        {
            "note.assessment": "Rotation improved by 15 degrees; goal of 70 degrees is near.",
            "earlier_visits.1": {
                "date": "2026-11-16",
                "state": "done",
                "note": {
                    "subjective": "Slept badly, neck stiff on waking, cannot reverse the car.",
                    "objective": (
                        "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator."
                    ),
                    "assessment": (
                        "Range held since last week, four of six days without headache; goal "
                        "within two visits."
                    ),
                    "plan": "1x/wk x 6 wks; stretches at home.",
                },
                "services": [],
            },
        },
    ),
    "a sentence more": on(
        SEEN_BEFORE,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and "
                "levator. Suboccipitals released as well, headache gone on leaving."
            )
        },
    ),
    "a practice that never asks": on(SAME_NOTE, {"practice.alike_percent": 101}),
    "a client who pays": on(SAME_NOTE, {"payer": "client_pay"}),
    "the earlier visit was canceled": on(SAME_NOTE, {"earlier_visits.0.state": "cancelled"}),
}


_SAME_AGAIN = OF_PAIN_ALONE.model_copy(
    update={
        "subjective": "The neck aches after long hours at the desk and turning to look behind is hard.",
        "objective": "Upper trapezius tender 3/4 on both sides with a taut band along the levator scapulae. "
        "Effleurage and petrissage to the neck and both shoulders, in prone and then supine.",
    }
)


PLANTED = (
    Fault(
        "the note of the visit before",
        "commercial, premera, uhc, va, auto",
        visits=2,
        draft=written(_SAME_AGAIN),
        before=written(_SAME_AGAIN),
    ),
)
