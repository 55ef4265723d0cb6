"""T020 note-minutes-contradict."""

from charting_tui.records.claim import Draft
from tests.rules.bases import MANUAL_45
from tests.rules.example import on
from tests.year.changes import reworded, with_line
from tests.year.fault import Fault

BAD = {
    "20 minutes in the note": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR L UT and levator 20 minutes."
            )
        },
    ),
    "15 minutes beside the code": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. 97140 (15 min) to the neck."
            )
        },
    ),
    "60 minutes of one, 45 of another": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR L UT 60 min, trigger point release suboccipitals 45 min."
            )
        },
    ),
    "25 minutes in all": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. Myofascial release of the neck. Total treatment time 25 minutes."
            )
        },
    ),
}

GOOD = {
    "45 minutes in both": MANUAL_45,
    "25 and 20 minutes in the note": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR L UT 25 min, trigger point release suboccipitals 20 min."
            )
        },
    ),
    "20 of the 45 minutes are told": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR of the neck 20 min. Trigger point release."
            )
        },
    ),
    "minutes of something else": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR of the neck 45 min. Sitting tolerance 20 min."
            )
        },
    ),
    "a range for each side": on(
        MANUAL_45,
        {
            "note.objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. MFR 20-25 min each side."
            )
        },
    ),
}


def _fewer_minutes_told(draft: Draft) -> Draft:
    return reworded(f"{draft.visit.services[0].minutes} minutes", "20 minutes")(draft)


PLANTED = (
    Fault(
        "the note tells of fewer minutes than are billed",
        "commercial, premera, auto, medicaid",
        _fewer_minutes_told,
    ),
    Fault("the note tells of more minutes than are billed", "commercial, regence", with_line(0, minutes=30)),
)
