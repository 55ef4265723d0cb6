"""T022 same-code-twice-a-day."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added, held
from tests.year.fault import Ending, Fault

TWICE = on(
    COMPLETE,
    {
        "services": [
            line("97140", 30, 2, "", "A", area="neck"),
            line("97140", 23, 2, "", "A", area="upper trapezius"),
        ]
    },
)
MORNING = {"date": "2026-11-19", "state": "done", "services": [line("97140", 30, 2)]}

BAD = {
    "97140 on two lines": TWICE,
    "97140 in the morning too": on(COMPLETE, {"earlier_visits": [MORNING]}),
}

GOOD = {
    "told apart by 59": on(TWICE, {"services.1.modifiers": ["59"]}),
    "one line": COMPLETE,
    "the second session with 76": on(COMPLETE, {"earlier_visits": [MORNING], "services.0.modifiers": ["76"]}),
    "the day before": on(COMPLETE, {"earlier_visits": [{**MORNING, "date": "2026-11-18"}]}),
    "the morning's was the client's": on(
        COMPLETE, {"earlier_visits": [{**MORNING, "services": [line("97140", 30, 2, bill_to="client")]}]}
    ),
}


PLANTED = (
    Fault(
        "one code on two lines",
        "commercial shoulder, commercial left, premera shoulder",
        added("97140", minutes=15),
        also="T020",
        why="the note tells other minutes of the code than both lines together",
    ),
    Fault(
        "the same code twice a day",
        "commercial, medicaid",
        same_day=True,
        visits=2,
        ending=Ending.SIGNED,
        kept=held,
    ),
)
