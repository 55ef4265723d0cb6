"""C003 g0283-to-commercial."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import with_line
from tests.year.fault import Fault

BAD = {
    "G0283 to a plan that wants 97014": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "prefers_g0283": False,
            },
            "note.objective": "IFC L UT 15 min. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("G0283", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "97014 to a plan that wants it": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "prefers_g0283": False,
            },
            "note.objective": "IFC L UT 15 min. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97014", units=1, modifiers="", pointers="A"),
        },
    ),
    "G0283 to a plan of which nothing is known": on(
        COMPLETE,
        {
            "note.objective": "IFC L UT 15 min. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("G0283", units=1, modifiers="", pointers="A"),
        },
    ),
    "G0283 to Medicare": on(
        MEDICARE_PT,
        {
            "note.objective": "IFC to L UT, 4 pads, 15 min. C-rot L 50 deg.",
            "services.0": line("G0283", units=1, modifiers="GP", pointers="A"),
        },
    ),
}


PLANTED = (Fault("G0283 where 97014 is wanted", "unattended", with_line(0, code="G0283")),)
