"""D019 adjustment-without-subluxation."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import line, on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

SUBLUXATION_FIRST = on(
    MANUAL_45,
    {
        "payer": "medicare",
        "therapist.licence_type": "DC",
        "diagnoses": ["M99.01", "M54.2"],
        "note.objective": (
            "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 after. Adjusted C5 and T4."
        ),
        "services.0": line(
            "98940", units=1, modifiers="AT", pointers="AB", regions=["cervical"], area="neck"
        ),
    },
)

BAD = {
    "98940-AT for M54.2": on(SUBLUXATION_FIRST, {"diagnoses": ["M54.2"], "services.0.pointers": ["A"]}),
    "M54.2 first, then M99.01": on(SUBLUXATION_FIRST, {"diagnoses": ["M54.2", "M99.01"]}),
    "pointers B, then A": on(SUBLUXATION_FIRST, {"services.0.pointers": ["B", "A"]}),
}

GOOD = {
    "M99.01 first, then M54.2": SUBLUXATION_FIRST,
    "a commercial payer": on(
        SUBLUXATION_FIRST,
        {
            "payer": "commercial",
            "diagnoses": ["M54.2"],
            "services.0": line(
                "98940", units=1, modifiers="", pointers="A", regions=["cervical"], area="neck"
            ),
        },
    ),
}


PLANTED = (
    Fault("an adjustment for pain alone", "medicare adjustment", diagnosed("M54.2")),
    Fault("an adjustment for pain first", "medicare adjustment", diagnosed("M54.2", "M99.01")),
)
