"""C002 97014-to-medicare."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import with_line
from tests.year.fault import Fault

BAD = {
    "97014 to Medicare": on(
        MEDICARE_PT,
        {
            "note.objective": "IFC to L UT, 4 pads, 15 min. C-rot L 50 deg.",
            "services.0": line("97014", units=1, modifiers="GP", pointers="A"),
        },
    ),
    "97014 to a plan that wants G0283": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "prefers_g0283": True,
            },
            "note.objective": "TENS L UT. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97014", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "G0283 to Medicare": on(
        MEDICARE_PT,
        {
            "note.objective": "IFC to L UT, 4 pads, 15 min. C-rot L 50 deg.",
            "services.0": line("G0283", units=1, modifiers="GP", pointers="A"),
        },
    ),
    "97014 to a plan that takes it": on(
        COMPLETE,
        {
            "note.objective": "E-stim L UT 15 min. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97014", units=1, modifiers="", pointers="A"),
        },
    ),
    "a plan that wants G0283 from next year": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "prefers_g0283": {"value": True, "since": "2027-01-01"},
            },
            "note.objective": "E-stim L UT. MFR L UT. C-rot L 50 deg.",
            "services.1": line("97014", units=1, modifiers="", pointers="A"),
        },
    ),
}


PLANTED = (Fault("97014 to Medicare", "attended", with_line(0, code="97014")),)
