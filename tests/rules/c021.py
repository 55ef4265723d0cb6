"""C021 s-code-to-medicare."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

BAD = {
    "S8990 to Medicare": on(
        MEDICARE_PT,
        {
            "note.objective": "Maintenance care of neck ROM.",
            "services.0": line("S8990", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "S8990 to a commercial payer": on(
        COMPLETE,
        {
            "note.objective": "Maintenance care: keeps C-rot L at 65 deg.",
            "services.0": line("S8990", units=1, modifiers="", pointers="A"),
        },
    ),
    "a line not billed": on(
        MEDICARE_PT, {"services.1": line("S8990", units=1, modifiers="", pointers="A", bill_to="nobody")}
    ),
}


PLANTED = (Fault("an S code to Medicare", "medicare, medicare back", added("S8990", "GP")),)
