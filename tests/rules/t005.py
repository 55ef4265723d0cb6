"""T005 timed-code-without-minutes."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MANUAL
from tests.rules.example import GONE, line, on
from tests.year.changes import with_line
from tests.year.fault import Fault

BAD = {
    "no minutes": on(BARE_MANUAL, {"services.0.minutes": GONE}),
    "a letter in the number": on(BARE_MANUAL, {"services.0": line("97140", "3o", 2, "GP", "A")}),
    "a range": on(BARE_MANUAL, {"services.0": line("97140", "8-22 min", 1, "GP", "A")}),
    "0 minutes": on(BARE_MANUAL, {"services.0": line("97140", 0, 0, "GP", "A")}),
    "blank minutes of a client who pays": on(BARE_MASSAGE, {"payer": "client_pay", "services.0.minutes": ""}),
}

GOOD = {
    "60 minutes": on(MANUAL, {"services.0.minutes": 60}),
    "minutes as text": on(MANUAL, {"services.0.minutes": "60"}),
    "an untimed code": on(
        MANUAL,
        {
            "services.0": line("97010", units=1, modifiers="GP", pointers="A"),
            "services.1": line("97140", 30, 2, "GP", "A"),
        },
    ),
    "a line not billed": on(
        MANUAL,
        {
            "services.0": line("97140", 30, 2, "GP", "A"),
            "services.1": line("97124", modifiers="GP", pointers="A", bill_to="nobody"),
        },
    ),
}


PLANTED = (
    Fault("no minutes", "commercial, regence, uhc, va, auto, premera", with_line(0, minutes=None)),
    Fault(
        "no minutes, and so no amount on the receipt",
        "self",
        with_line(0, minutes=None),
        also="K013",
        why="what a timed code without minutes costs cannot be told, so the receipt lacks it",
    ),
    Fault("minutes with a letter in them", "commercial, lni, comp, medicaid", with_line(0, minutes="6o")),
    Fault("minutes with their unit", "commercial back, bcbs_nd, ump", with_line(0, minutes="60 min")),
    Fault(
        "minutes about so many",
        "commercial manual, regence",
        with_line(0, minutes="about 60"),
        also="T006",
        why="words in the place of minutes are no number, and these are no exact time either",
    ),
    Fault(
        "minutes as a range",
        "premera, auto",
        with_line(0, minutes="53-67 min"),
        also="T006",
        why="words in the place of minutes are no number, and these are no exact time either",
    ),
)
