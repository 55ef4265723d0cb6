"""C017 omt-with-manual."""

from tests.rules.bases import MANUAL
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

MANIPULATED = on(
    MANUAL,
    {
        "therapist.licence_type": "DO",
        "note.objective": (
            "C4 and C5 restricted; rotation left 50 degrees before, 65 after. "
            "Osteopathic manipulation of the cervical spine. Myofascial release of "
            "the neck."
        ),
        "services.0": line("98926", units=1, modifiers="", pointers="A", area="neck"),
    },
)

BAD = {
    "98926 and 97140": on(MANIPULATED, {"services.1": line("97140", 15, 1, "GP", "A")}),
    "97140-59 and 98929": on(
        MANIPULATED,
        {
            "services.0": line("97140", 15, 1, "59 GP", "A"),
            "services.1": line("98929", units=1, modifiers="", pointers="A", area="neck"),
        },
    ),
}

GOOD = {
    "98926 alone": MANIPULATED,
    "an auto insurer": on(MANIPULATED, {"payer": "auto", "services.1": line("97140", 15, 1, "GP", "A")}),
    "97140 not billed": on(MANIPULATED, {"services.1": line("97140", 15, 1, "GP", "A", bill_to="nobody")}),
}


PLANTED = (
    Fault(
        "manual therapy beside osteopathy",
        "osteopathy",
        added("97140", minutes=15, techniques=("myofascial release",)),
    ),
)
