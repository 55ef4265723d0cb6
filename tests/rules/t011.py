"""T011 timed-code-split-lines."""

from tests.rules.bases import MASSAGE
from tests.rules.example import GONE, line, on
from tests.year.changes import added, all_of, minutes
from tests.year.fault import Fault

TWO_LINES = on(
    MASSAGE,
    {
        "payer": "medicare",
        "therapist.licence_type": "PT",
        "services": [line("97124", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A", bill_to="nobody")],
    },
)

BAD = {
    "2 units on each of two lines": on(TWO_LINES, {"services.1.bill_to": GONE}),
    "another area without 59": on(
        TWO_LINES, {"services.1": line("97124", units=2, modifiers="GP", pointers="A", area="left shoulder")}
    ),
}

GOOD = {
    "4 units in one line": on(TWO_LINES, {"services": [line("97124", 60, 4, "GP", "A")]}),
    "a commercial payer": on(
        MASSAGE, {"services": [line("97124", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A")]}
    ),
    "an assistant's part apart": on(TWO_LINES, {"services.1": line("97124", 30, 2, "GP CQ", "A")}),
    "another area with 59": on(
        TWO_LINES, {"services.1": line("97124", 30, 2, "59 GP", "A", area="left shoulder")}
    ),
    "a line not billed": TWO_LINES,
}


PLANTED = (
    Fault(
        "one timed code on two lines",
        "medicare, medicare back, attended",
        all_of(minutes(0, 15), added("97140", "GP", minutes=15)),
        also="T020",
        why="the second line repeats the first, and the note tells the minutes of one",
    ),
)
