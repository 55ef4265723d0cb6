"""C009 two-initial-acupuncture."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import billed_as, with_line
from tests.year.fault import Fault

BAD = {
    "97810 and 97813": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Needled GB20, then electroacupuncture.",
            "services": [line("97810", 15, 1, "", "A"), line("97813", 15, 1, "", "A")],
        },
    ),
    "97810 twice": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "therapist.licence_type": "LAc",
            "note.objective": "Needled GB20; second set inserted.",
            "services": [line("97810", 15, 1, "", "A"), line("97810", 15, 1, "", "A", new_insertion=True)],
        },
    ),
}

GOOD = {
    "97813 and 97811": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Electroacupuncture GB20; needles reinserted BL10. TTP L UT.",
            "services": [line("97813", 15, 1, "", "A"), line("97811", 15, 1, "", "A", new_insertion=True)],
        },
    ),
    "the second one not billed": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Needled GB20. TTP L UT.",
            "services": [line("97810", 15, 1, "", "A"), line("97813", 15, 1, "", "A", bill_to="nobody")],
        },
    ),
}


PLANTED = (
    Fault("the first quarter hour of acupuncture twice", "needles", billed_as(0, units=2)),
    Fault("two opening quarter hours", "needles, va needles", with_line(1, code="97813")),
)
