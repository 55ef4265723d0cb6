"""T009 untimed-code-multi-unit."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import units
from tests.year.fault import Fault

BAD = {
    "97010, 2 units": on(
        COMPLETE,
        {
            "note.objective": "Hot packs neck and L UT. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=2, modifiers="", pointers="A", area="neck"),
        },
    ),
    "97014, 2 units": on(
        COMPLETE,
        {
            "note.objective": "IFC to L UT, pads x4, 15 min. C-rot L 50 deg.",
            "services.0": line("97014", units=2, modifiers="", pointers="A"),
        },
    ),
    "98940, 3 units": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5, C6. C-rot L 50 deg.",
            "services.0": line("98940", units=3, modifiers="", pointers="A"),
        },
    ),
    "97039, 2 units, for a client who pays": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "note.objective": "Cupping L UT.",
            "services.0": line("97039", units=2, modifiers="", pointers="A", narrative="cupping, 15 min"),
        },
    ),
}

GOOD = {
    "97010, 1 unit": on(
        COMPLETE,
        {
            "note.objective": "Hot packs neck. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.1": line("97010", units=1, modifiers="", pointers="A", area="neck"),
        },
    ),
    "97811 twice": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "therapist.licence_type": "LAc",
            "note.objective": "LI4, GB20, GB21 needled; second set inserted BL10. TTP L UT.",
            "services": [line("97810", 15, 1, "", "A"), line("97811", 30, 2, "", "A", new_insertion=True)],
        },
    ),
    "no untimed code": COMPLETE,
    "2 units not billed": on(
        COMPLETE,
        {
            "note.objective": "Hot packs neck and L UT. MFR L UT. C-rot L 50 deg.",
            "services.1": line("97010", units=2, modifiers="", pointers="A", bill_to="nobody"),
        },
    ),
}


PLANTED = (
    Fault("two units of packs", "commercial packs", units(4, 2)),
    Fault(
        "two units of a code of one a day",
        "osteopathy, medicare adjustment, unattended, attended, uhc adjustment",
        units(2),
    ),
)
