"""C022 supplies-bundled."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

BAD = {
    "99070 to a plan": on(COMPLETE, {"services.1": line("99070", units=1, modifiers="", pointers="A")}),
    "99070 to L&I": on(
        COMPLETE, {"payer": "wa_lni", "services.1": line("99070", units=1, modifiers="", pointers="A")}
    ),
}

GOOD = {
    "no line for lotion": COMPLETE,
    "99070 billed to the client": on(
        COMPLETE, {"services.1": line("99070", units=1, modifiers="", pointers="A", bill_to="client")}
    ),
    "a client who pays": on(
        COMPLETE, {"payer": "client_pay", "services.1": line("99070", units=1, modifiers="", pointers="A")}
    ),
}


PLANTED = (Fault("lotion apart", "commercial, lni, auto, uhc", added("99070")),)
