"""M006 25-on-non-em."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "97140-25": on(COMPLETE, {"services.0": line("97140", 53, 4, "25", "A")}),
    "98940-25": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5.",
            "services.0": line("98940", units=1, modifiers="25", pointers="A"),
        },
    ),
}

GOOD = {
    "99213-25": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5, spasm.",
            "services.0": line("99213", units=1, modifiers="25", pointers="A"),
            "services.1": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
    "97140 without 25": COMPLETE,
}


PLANTED = (Fault("25 on a procedure", "commercial, premera, lni, auto, medicaid, comp", modifiers(0, "25")),)
