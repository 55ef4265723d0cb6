"""T007 minutes-exceed-session."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MANUAL, MASSAGE
from tests.rules.example import GONE, line, on
from tests.year.changes import ended_at
from tests.year.courses import HOURS
from tests.year.fault import Fault

BAD = {
    "60 minutes in 50": on(BARE_MASSAGE, {"time_out": "09:50", "services.0.minutes": 60}),
    "the end before the beginning": on(BARE_MASSAGE, {"time_out": "08:50", "services.0.minutes": 60}),
    "two codes, 60 minutes in 55": on(
        BARE_MANUAL,
        {
            "payer": "client_pay",
            "time_out": "09:55",
            "services": [line("97110", 30, 2, "GP", "A"), line("97140", 30, 2, "GP", "A")],
        },
    ),
    "past midnight": on(MASSAGE, {"time_in": "23:30", "time_out": "00:40", "services.0.minutes": 60}),
}

GOOD = {
    "60 minutes in 65": on(MASSAGE, {"services.0.minutes": 60}),
    "no time in": on(MASSAGE, {"time_in": GONE, "services.0.minutes": 60}),
    "an untimed code beside 50 minutes": on(
        MANUAL,
        {"time_out": "09:50", "services": [line("97140", 50, 3, "GP", "A"), line("97010", 20, 1, "GP", "A")]},
    ),
}


PLANTED = (
    Fault("more minutes than the session has", f"{HOURS}, self, commercial, premera", ended_at(40)),
    Fault("the session ends before it begins", "commercial, lni, self back", ended_at(-10)),
)
