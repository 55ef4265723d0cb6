"""C008 acupuncture-by-non-acupuncturist."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import coded
from tests.year.fault import Fault

BAD = {
    "97810 by a massage therapist": on(
        COMPLETE, {"note.objective": "Needles L UT.", "services.0": line("97810", 15, 1, "", "A")}
    ),
    "97813 by a physical therapist": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Needles with current L UT.",
            "services.0": line("97813", 15, 1, "", "A"),
        },
    ),
    "97810 beside 97140": on(
        COMPLETE,
        {"note.objective": "MFR L UT; acupuncture GB21.", "services.1": line("97810", 15, 1, "", "A")},
    ),
}

GOOD = {
    "97810 by an acupuncturist": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Acupuncture LI4, GB20. TTP L UT.",
            "services.0": line("97810", 15, 1, "", "A"),
        },
    ),
    "97810 by a physician": on(
        COMPLETE,
        {
            "therapist.licence_type": "MD",
            "note.objective": "Needled GB20. TTP L UT.",
            "services.0": line("97810", 15, 1, "", "A"),
        },
    ),
    "97810 by a chiropractor": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Needled GB20. TTP L UT.",
            "services.0": line("97810", 15, 1, "", "A"),
        },
    ),
    "a client who pays": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "note.objective": "Needled GB20. TTP L UT.",
            "services.0": line("97810", 15, 1, "", "A"),
        },
    ),
}


PLANTED = (
    Fault(
        "needles by a massage therapist",
        "commercial, lni, va, bcbs_nd",
        coded(0, "97810", "acupuncture with needles inserted"),
    ),
    Fault(
        "needles by a physical therapist",
        "pip, comp therapy",
        coded(1, "97810", "acupuncture with needles inserted"),
    ),
)
