"""C006 em-by-lmt."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

BAD = {
    "99203 by a massage therapist": on(
        COMPLETE, {"services.0": line("99203", units=1, modifiers="", pointers="A")}
    ),
    "99213 beside 97140": on(COMPLETE, {"services.1": line("99213", units=1, modifiers="25", pointers="A")}),
    "99205 to L&I": on(
        COMPLETE,
        {
            "payer": "wa_lni",
            "services.0": line("99205", units=1, modifiers="", pointers="A"),
            "authorizations": [],
        },
    ),
}

GOOD = {
    "99203-25 by a chiropractor": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5-6; spasm L UT. C-rot L 50 deg.",
            "services.0": line("99203", units=1, modifiers="25", pointers="A"),
            "services.1": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
    "a client who pays": on(
        COMPLETE, {"payer": "client_pay", "services.0": line("99203", units=1, modifiers="", pointers="A")}
    ),
    "no office visit": COMPLETE,
}


PLANTED = (Fault("an office visit by a massage therapist", "commercial, uhc, premera", added("99213", "25")),)
