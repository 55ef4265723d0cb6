"""N022 adjustment-without-findings."""

from tests.rules.example import on
from tests.rules.m020 import UNNAMED
from tests.year.changes import note
from tests.year.fault import Fault

ADJUSTED = on(UNNAMED, {"services.0.modifiers": ["AT"]})

BAD = {
    "pain alone": on(
        ADJUSTED,
        {"note.objective": "TTP C4. Adjusted C4.", "note.assessment": "Less pain; drove an hour."},
    ),
}

GOOD = {
    "range of motion": ADJUSTED,
    "misalignment": on(
        ADJUSTED,
        {"note.objective": "TTP C4, C4 rotated left. Adjusted C4.", "note.assessment": "Less pain."},
    ),
    "a commercial payer": on(
        ADJUSTED,
        {
            "payer": "commercial",
            "diagnoses": ["M54.2"],
            "services.0.modifiers": [],
            "note.objective": "TTP C4. Adjusted C4.",
        },
    ),
}


PLANTED = (
    Fault(
        "an adjustment without a finding of the spine",
        "medicare adjustment",
        note(objective="Tender neck and levator scapulae 3/4. Chiropractic adjustment to the neck."),
    ),
)
