"""T021 untimed-minutes-over-session."""

from tests.rules.bases import EXERCISE
from tests.rules.example import line, on
from tests.year.changes import with_line
from tests.year.fault import Fault

EVALUATED = on(
    EXERCISE,
    {
        "services": [line("97161", 30, 1, "GP", "A"), line("97110", 15, 1, "GP", "A")],
        "time_out": "09:45",
    },
)

BAD = {"45 minutes in 35": on(EVALUATED, {"time_out": "09:35"})}

GOOD = {
    "45 minutes in 45": EVALUATED,
    "a machine that works alone": on(
        EVALUATED,
        {
            "services": [line("97012", 15, 1, "GP", "A"), line("97110", 30, 2, "GP", "A")],
            "time_out": "09:35",
        },
    ),
    "no times": on(EVALUATED, {"time_out": None}),
}


PLANTED = (
    Fault("an evaluation that the session has no room for", "evaluated", with_line(0, minutes=70), number=0),
)
