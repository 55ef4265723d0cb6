"""C007 manipulation-by-lmt."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import coded
from tests.year.fault import Fault

BAD = {
    "98940 by a massage therapist": on(
        COMPLETE,
        {"note.objective": "Adjusted C5.", "services.0": line("98940", units=1, modifiers="", pointers="A")},
    ),
    "98926 by a massage therapist": on(
        COMPLETE, {"note.objective": "OMT.", "services.0": line("98926", units=1, modifiers="", pointers="A")}
    ),
    "98943 beside 97140": on(
        COMPLETE,
        {
            "note.objective": "MFR L UT; shoulder adjusted.",
            "services.1": line("98943", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "98940 by a chiropractor": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5, C6; spasm L UT.",
            "services.0": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
    "98926 by an osteopath": on(
        COMPLETE,
        {
            "therapist.licence_type": "DO",
            "note.objective": "OMT C and T regions, TTP.",
            "services.0": line("98926", units=1, modifiers="", pointers="A"),
        },
    ),
    "no adjustment was given": on(
        COMPLETE, {"note.objective": "Joint mobs gr III C5-6, MFR L UT. No adjustment given. C-rot L 50 deg."}
    ),
}


PLANTED = (
    Fault(
        "an adjustment by a massage therapist",
        "commercial, auto, premera, medicaid",
        coded(0, "98940", "chiropractic adjustment", minutes=None),
    ),
    Fault(
        "osteopathy by a massage therapist",
        "regence, comp",
        coded(0, "98926", "osteopathic manipulation", minutes=None),
    ),
)
