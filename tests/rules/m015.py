"""M015 side-modifier-vs-dx."""

from tests.rules.bases import MANUAL
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

RIGHT = on(
    MANUAL,
    {
        "note.subjective": "right shoulder pain 6/10, cannot reach the top shelf.",
        "note.objective": (
            "right supraspinatus grade 3, abduction 90 degrees before, 110 after. "
            "Ultrasound 1 MHz, 1.2 W/cm2 to the right shoulder."
        ),
        "diagnoses": ["M25.511"],
        "services.0": line("97035", 10, 1, "GP RT", "A"),
        "areas": ["right shoulder"],
    },
)

BAD = {
    "LT for the right shoulder": on(RIGHT, {"services.0.modifiers": ["GP", "LT"]}),
    "RT, and the pointer is to the left code": on(RIGHT, {"diagnoses": ["M25.512", "M25.511"]}),
    "LT treated left, coded right": on(
        RIGHT,
        {
            "note.subjective": "left shoulder pain 6/10, cannot reach the top shelf.",
            "note.objective": (
                "left supraspinatus grade 3, abduction 90 degrees before, 110 after. "
                "Ultrasound 1 MHz, 1.2 W/cm2 to the left shoulder."
            ),
            "services.0": line("97035", 10, 1, "GP LT", "A", side="left"),
            "areas": ["left shoulder"],
        },
    ),
}

GOOD = {
    "RT for the right shoulder": RIGHT,
    "LT with a pointer to the left code": on(
        MANUAL,
        {
            "note.subjective": "left shoulder pain 6/10, cannot reach the top shelf.",
            "note.objective": (
                "left supraspinatus grade 3, abduction 90 degrees before, 110 after. "
                "Ultrasound 1 MHz, 1.2 W/cm2 to the left shoulder."
            ),
            "diagnoses": ["M25.511", "M25.512"],
            "services.0": line("97035", 10, 1, "GP LT", "AB"),
            "areas": ["left shoulder"],
        },
    ),
    "a client who pays": on(RIGHT, {"payer": "client_pay", "services.0.modifiers": ["GP", "LT"]}),
    "a code without sides": on(RIGHT, {"diagnoses": ["M54.2"]}),
}


PLANTED = (
    Fault("the modifier of the other side", "commercial shoulder", modifiers(0, "LT")),
    Fault("the modifier of the other side, left", "commercial left, premera shoulder", modifiers(0, "RT")),
)
