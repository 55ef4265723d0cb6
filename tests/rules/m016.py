"""M016 52-for-short-time."""

from tests.rules.bases import MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "52 for 6 minutes": on(MASSAGE, {"services.0": line("97124", 6, 1, "GP 52", "A")}),
    "52 for 30 minutes": on(MASSAGE, {"services.0": line("97124", 30, 2, "52 GP", "A")}),
    "52 on a second line of 6 minutes": on(
        MANUAL,
        {
            "note.objective": (
                "Left upper trapezius grade 3. Rotation left 50 degrees before, 65 "
                "after. Strengthening of the neck, 3 x 10."
            ),
            "services": [line("97124", 30, 2, "GP", "A"), line("97110", 6, 0, "GP 52", "A")],
        },
    ),
}

GOOD = {
    "8 minutes without 52": on(MASSAGE, {"services.0": line("97124", 8, 1, "GP", "A")}),
    "a client who pays": on(MASSAGE, {"payer": "client_pay", "services.0": line("97124", 30, 2, "52", "A")}),
    "52 on an untimed code": on(
        MANUAL,
        {
            "note.objective": "Neck grade 3, rotation 50 degrees. Mechanical traction of the neck.",
            "services.0": line("97012", units=1, modifiers="GP 52", pointers="A"),
        },
    ),
}


PLANTED = (Fault("52 for short time", "commercial, lni, auto, comp", modifiers(0, "52")),)
