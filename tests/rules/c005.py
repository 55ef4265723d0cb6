"""C005 pt-ot-eval-by-non-pt."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, line, on
from tests.year.changes import added
from tests.year.fault import Fault

BAD = {
    "97161 by a massage therapist": on(
        COMPLETE, {"services.0": line("97161", units=1, modifiers="", pointers="A")}
    ),
    "97161 for a client who pays": on(
        COMPLETE,
        {
            "payer": "client_pay",
            "services.0": line("97161", units=1, modifiers="", pointers="A"),
            "services.1": line("97140", 53, 4, "", "A", area="neck"),
        },
    ),
    "97165 by a physical therapist": on(
        COMPLETE,
        {"therapist.licence_type": "PT", "services.0": line("97165", units=1, modifiers="", pointers="A")},
    ),
    "97164 by an assistant": on(
        COMPLETE,
        {"therapist.licence_type": "PTA", "services.0": line("97164", units=1, modifiers="", pointers="A")},
    ),
}

GOOD = {
    "97161 by a physical therapist": on(
        COMPLETE,
        {"therapist.licence_type": "PT", "services.0": line("97161", units=1, modifiers="", pointers="A")},
    ),
    "97165 by an occupational therapist": on(
        COMPLETE,
        {"therapist.licence_type": "OT", "services.0": line("97165", units=1, modifiers="", pointers="A")},
    ),
    "no license is known": on(
        COMPLETE,
        {"therapist.licence_type": GONE, "services.0": line("97161", units=1, modifiers="", pointers="A")},
    ),
    "a line not billed": on(
        COMPLETE, {"services.1": line("97161", units=1, modifiers="", pointers="A", bill_to="nobody")}
    ),
}


PLANTED = (
    Fault("an evaluation by a massage therapist", "self, massage only, lni, auto", added("97161")),
    Fault("an occupational evaluation by a physical therapist", "pip, comp therapy", added("97165")),
)
