"""C024 technique-code-mismatch."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import with_line
from tests.year.courses import MASSAGES
from tests.year.fault import Fault

BAD = {
    "97140 with effleurage and petrissage": on(BARE_MASSAGE, {"services.0": line("97140", 45, 3, "GP", "A")}),
    "97124 with myofascial release": on(
        BARE_MANUAL,
        {"note.objective": "MFR to left levator 20 min.", "services.0": line("97124", 20, 1, "GP", "A")},
    ),
    "myofascial release elsewhere": on(
        BARE_MANUAL,
        {
            "note.objective": "Effleurage of the neck. Myofascial release of the low back.",
            "services.0": line("97140", 45, 3, "GP", "A", area="neck"),
        },
    ),
    "the line itself names petrissage": on(
        BARE_MANUAL, {"services.0": line("97140", 45, 3, "GP", "A", techniques=["petrissage"])}
    ),
}

GOOD = {
    "97140 with myofascial release": on(
        MANUAL,
        {"note.objective": "MFR to left levator 20 min.", "services.0": line("97140", 20, 1, "GP", "A")},
    ),
    "97124 with effleurage": on(MASSAGE, {"services.0": line("97124", 45, 3, "GP", "A")}),
    "a note that names no technique": on(
        MANUAL,
        {"note.objective": "Treated neck and shoulders.", "services.0": line("97140", 45, 3, "GP", "A")},
    ),
    "a client who pays": on(MASSAGE, {"payer": "client_pay", "services.0": line("97140", 45, 3, "GP", "A")}),
    "words for both codes": on(
        MANUAL,
        {
            "note.objective": "Deep tissue massage of the neck, skin rolling.",
            "services.0": line("97140", 45, 3, "GP", "A"),
        },
    ),
    "a line not billed": on(
        MASSAGE,
        {"services": [line("97140", 45, 3, "GP", "A", bill_to="nobody"), line("97110", 15, 1, "GP", "A")]},
    ),
    "massage with myofascial release as 97124": on(
        MANUAL,
        {
            "note.objective": "Massage of the neck with myofascial release.",
            "services.0": line("97124", 45, 3, "GP", "A"),
        },
    ),
}


PLANTED = (
    Fault("massage coded as manual therapy", MASSAGES, with_line(0, code="97140")),
    Fault(
        "manual therapy coded as massage",
        "commercial manual, regence, uhc manual, auto manual",
        with_line(0, code="97124"),
    ),
)
