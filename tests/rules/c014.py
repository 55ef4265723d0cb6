"""C014 soft-tissue-with-cmt."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

SHOULDER_UNNAMED = on(
    COMPLETE,
    {
        "therapist.licence_type": "DC",
        "note.objective": "Adjusted C5; MFR R shoulder.",
        "services.0": line("98940", units=1, modifiers="", pointers="A", regions=["cervical"]),
        "services.1": line("97140", 15, 1, "", "A", area="shoulder"),
    },
)

BAD = {
    "98940 and 97140": on(
        SHOULDER_UNNAMED,
        {
            "note.objective": "Adjusted C5; MFR L UT.",
            "services": [line("98940", units=1, modifiers="", pointers="A"), line("97140", 15, 1, "", "A")],
        },
    ),
    "98941 and 97124": on(
        SHOULDER_UNNAMED,
        {
            "note.objective": "Adjusted C5, T4, L4; massage low back.",
            "services": [
                line(
                    "98941", units=1, modifiers="", pointers="A", regions=["cervical", "thoracic", "lumbar"]
                ),
                line("97124", 15, 1, "", "A", area="low back"),
            ],
        },
    ),
    "another region, without 59": SHOULDER_UNNAMED,
}

GOOD = {
    "97140-59 of the shoulder": on(
        SHOULDER_UNNAMED,
        {
            "note.objective": "Adjusted C5, restricted. MFR R infraspinatus and shoulder, separate region.",
            "areas": ["neck", "shoulder"],
            "diagnoses": ["M54.2", "M25.511"],
            "services.1": line("97140", 15, 1, "59", "B", area="shoulder"),
        },
    ),
    "98940 and 97110": on(
        SHOULDER_UNNAMED,
        {
            "note.objective": "Adjusted C5, spasm; chin tucks 2x10.",
            "services": [line("98940", units=1, modifiers="", pointers="A"), line("97110", 15, 1, "", "A")],
        },
    ),
    "a payer without NCCI edits": on(
        SHOULDER_UNNAMED,
        {
            "payer": "auto",
            "note.objective": "Adjusted C5; MFR L UT, TTP.",
            "services": [line("98940", units=1, modifiers="", pointers="A"), line("97140", 15, 1, "", "A")],
            "case": {
                "kind": "auto",
                "injury_date": "2026-10-01",
                "claim_number": "C1",
                "state": "WA",
                "insurer": "I",
            },
        },
    ),
}


PLANTED = (Fault("manual therapy beside an adjustment", "uhc adjustment", modifiers(1, "GP")),)
