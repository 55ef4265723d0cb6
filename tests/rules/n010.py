"""N010 no-date-or-duration."""

from tests.rules.bases import SHORT_NOTE
from tests.rules.example import GONE, line, on
from tests.year.changes import OF_PAIN_ALONE, all_of, visit, written
from tests.year.fault import Fault

NO_TIMES = on(SHORT_NOTE, {"time_in": GONE, "time_out": GONE})

BAD = {
    "neither times nor minutes": on(
        NO_TIMES,
        {
            "note.subjective": "Neck pain, cannot sit.",
            "services.0": line("97010", units=1, modifiers="GP", pointers="A"),
        },
    ),
    "blank minutes of a client who pays": on(
        NO_TIMES, {"payer": "client_pay", "note.subjective": "Sore neck.", "services.0.minutes": ""}
    ),
    "none in Oregon": on(
        NO_TIMES,
        {"practice.state": "OR", "note.subjective": "Neck pain, cannot sit.", "services.0.minutes": GONE},
    ),
}

GOOD = {
    "times and minutes": SHORT_NOTE,
    "minutes alone": NO_TIMES,
    "minutes in the note": on(
        NO_TIMES,
        {
            "note.objective": "TTP L UT 3/4, C-rot L 50 deg. MFR L UT and levator. 55 min hot packs.",
            "services.0": line("97010", units=1, modifiers="GP", pointers="A"),
        },
    ),
    "times alone": on(SHORT_NOTE, {"services.0": line("97010", units=1, modifiers="GP", pointers="A")}),
    "times of the treatment": on(
        NO_TIMES,
        {
            "services.0": line(
                "97010", units=1, modifiers="GP", pointers="A", blocks=[{"in": "09:00", "out": "09:15"}]
            )
        },
    ),
}


_OF_NO_LENGTH = OF_PAIN_ALONE.model_copy(
    update={
        "subjective": "Low back pain, cannot sit for long. No change in health.",
        "objective": "Restricted motion L4 to L5, tender. Osteopathic manipulation of the low back.",
    }
)


PLANTED = (
    Fault(
        "no length anywhere",
        "osteopathy",
        all_of(written(_OF_NO_LENGTH), visit(time_in=None, time_out=None)),
        also="T008",
        why="without any minutes, time in and out are the only length, and reviewers want them too",
    ),
)
