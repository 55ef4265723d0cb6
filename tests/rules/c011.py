"""C011 reinsertion-not-documented."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import minutes, with_line
from tests.year.fault import Fault

REINSERTED = on(
    COMPLETE,
    {
        "therapist.licence_type": "LAc",
        "note.objective": "GB20, LI4 15 min. Needles removed, re-inserted at BL10; 16 min. TTP L UT.",
        "services": [line("97810", 15, 1, "", "A"), line("97811", 15, 1, "", "A")],
    },
)

BAD = {
    "needles retained for 30 minutes": on(
        REINSERTED, {"note.objective": "Needled GB20, LI4; needles retained 30 min."}
    ),
    "the line says no new needles": on(
        REINSERTED, {"note.objective": "Needled GB20, LI4.", "services.1.new_insertion": False}
    ),
    "five minutes for the second set": on(
        REINSERTED,
        {
            "note.objective": "Needled GB20; second set inserted.",
            "services.1": line("97811", 5, 1, "", "A", new_insertion=True),
        },
    ),
    "the note denies reinsertion": on(REINSERTED, {"note.objective": "Needled GB20; no reinsertion today."}),
}

GOOD = {
    "a second set inserted, 15 more minutes": on(
        REINSERTED,
        {
            "note.objective": (
                "Needled GB20, LI4. Second set inserted prone BL10, BL23, 15 more min. TTP L UT."
            )
        },
    ),
    "needles removed and reinserted": REINSERTED,
    "the line says new needles": on(
        REINSERTED, {"note.objective": "GB20 needled. TTP L UT.", "services.1.new_insertion": True}
    ),
}


PLANTED = (
    Fault("needles left in", "needles, va needles", with_line(1, new_insertion=False)),
    Fault("a further quarter hour of six minutes", "needles, va needles", minutes(1, 6)),
)
