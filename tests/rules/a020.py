"""A020 wa-lni-twice-a-day."""

from tests.rules.bases import COMPLETE, LNI
from tests.rules.example import line, on
from tests.year.fault import Fault

BAD = {
    "a second massage without a reason": on(
        LNI, {"earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97124", 30)]}]}
    ),
}

GOOD = {
    "one massage visit": LNI,
    "the line says why": on(
        LNI,
        {
            "services.0.narrative": "Second session: spasm after work hardening.",
            "earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97124", 30)]}],
        },
    ),
    "the first was a no-show": on(
        LNI, {"earlier_visits": [{"date": "2026-11-19", "state": "no show", "services": [line("97124", 30)]}]}
    ),
    "exercise in the morning, massage later": on(
        LNI, {"earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97110", 30)]}]}
    ),
    "a commercial payer": on(
        COMPLETE,
        {"earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97124", 30)]}]},
    ),
    "the morning's line says why": on(
        LNI,
        {
            "earlier_visits": [
                {
                    "date": "2026-11-19",
                    "state": "done",
                    "services": [line("97124", 30, narrative="Flare after the morning session.")],
                }
            ]
        },
    ),
}


PLANTED = (
    Fault(
        "two massages in one day",
        "lni",
        visits=2,
        same_day=True,
        also="K006",
        why="Washington wants the reason for a second massage, and the claim a sign that it is one",
    ),
)
