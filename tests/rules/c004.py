"""C004 97010-bundled."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "97010 to Medicare": on(
        MEDICARE_PT,
        {
            "note.objective": "Moist heat neck. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=1, modifiers="", pointers="A"),
        },
    ),
    "97026 to a plan that bundles it": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "bundled": ["97026"],
            },
            "note.objective": "Infrared neck 10 min. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97026", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "97010 not billed": on(
        MEDICARE_PT,
        {
            "note.objective": "Moist heat neck. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=1, modifiers="", pointers="A", bill_to="nobody"),
        },
    ),
    "97010 to a commercial plan": on(
        COMPLETE,
        {
            "note.objective": "Ice to L UT. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=1, modifiers="", pointers="A"),
        },
    ),
    "a client who pays": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "note.objective": "Ice to L UT. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=1, modifiers="", pointers="A"),
        },
    ),
}


PLANTED = (
    Fault(
        "packs billed to Medicare",
        "medicare, medicare back",
        all_of(added("97010", "GP"), said("objective", "A hot pack beforehand.")),
    ),
    Fault(
        "packs billed to a plan that bundles them",
        "bundles",
        all_of(added("97010"), said("objective", "A hot pack beforehand.")),
    ),
)
