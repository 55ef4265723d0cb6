"""C020 unlisted-without-narrative."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

BAD = {
    "97039 without a word": on(
        COMPLETE,
        {"note.objective": "Cupping L UT.", "services.0": line("97039", units=1, modifiers="", pointers="A")},
    ),
    "97799 without a word": on(
        COMPLETE,
        {
            "note.objective": "Cupping upper back.",
            "services.0": line("97799", 15, 1, "", "A", area="upper back", techniques=["cupping"]),
        },
    ),
    "97139 with a blank narrative": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "services.0": line("97139", units=1, modifiers="", pointers="A", narrative=" "),
        },
    ),
}

GOOD = {
    "97039 with a narrative": on(
        COMPLETE,
        {
            "note.objective": "Cupping L UT 15 min, TTP.",
            "services.0": line("97039", units=1, modifiers="", pointers="A", narrative="cupping, 15 min"),
        },
    ),
    "a line not billed": on(
        COMPLETE,
        {
            "note.objective": "Cupping and MFR L UT. C-rot L 50 deg.",
            "services.0": line("97039", units=1, modifiers="", pointers="A", bill_to="nobody"),
            "services.1": line("97140", 53, 4, "", "A", area="neck"),
        },
    ),
}


PLANTED = (
    Fault("an unlisted service without a word", "commercial, self, premera, lni, auto, comp", added("97039")),
)
