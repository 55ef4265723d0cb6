"""T001 units-exceed-minutes."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import all_of, billed_as, minutes, units
from tests.year.courses import HOURS, THERAPY
from tests.year.fault import Fault

BAD = {
    "50 minutes, 4 units": on(BARE_MASSAGE, {"services.0.minutes": 50}),
    "50 minutes, 4 units, to Medicare": on(BARE_MASSAGE, {"payer": "medicare", "services.0.minutes": 50}),
    "20 and 20 minutes, 2 and 2": on(
        BARE_MANUAL, {"services": [line("97110", 20, 2, "GP", "A"), line("97140", 20, 2, "GP", "A")]}
    ),
    "7 minutes, 1 unit": on(BARE_MANUAL, {"services.0": line("97140", 7, 1, "GP", "A")}),
    "a line not billed lends no minutes": on(
        BARE_MANUAL,
        {
            "services": [
                line("97140", 60, 4, "GP", "A"),
                line("97140", units=1, modifiers="GP", pointers="A", bill_to="nobody"),
                line("97140", 15, 2, "GP", "A"),
            ]
        },
    ),
    "30 minutes, 4 units": on(
        BARE_MANUAL,
        {"services": [line("97140", 30, 4, "GP", "A"), line("97124", 30, 2, "GP", "A", bill_to="nobody")]},
    ),
    "two visits of the day, 23 minutes each": on(
        MASSAGE,
        {
            "services.0": line("97140", 23, 2, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-11-19",
                    "state": "done",
                    "time_in": "07:00",
                    "time_out": "08:00",
                    "services": [line("97140", 23, 2, "GP", "A")],
                }
            ],
        },
    ),
}

GOOD = {
    "53 minutes, 4 units": MASSAGE,
    "20 and 20 minutes, 2 and 1": on(
        MANUAL, {"services": [line("97110", 20, 2, "GP", "A"), line("97140", 20, 1, "GP", "A")]}
    ),
    "20 and 20 minutes, 1 and 2": on(
        MANUAL, {"services": [line("97110", 20, 1, "GP", "A"), line("97140", 20, 2, "GP", "A")]}
    ),
    "a client who pays": on(MASSAGE, {"payer": "client_pay", "services.0.minutes": 50}),
    "a payer that counts each code alone": on(
        MANUAL,
        {
            "payer": {"name": "Plan by code", "unit_rule": "ama"},
            "services": [line("97110", 24, 2, "GP", "A"), line("97140", 23, 2, "GP", "A")],
        },
    ),
    "an untimed line does not count": on(
        MANUAL, {"services": [line("97010", 50, 1, "GP", "A"), line("97140", 8, 1, "GP", "A")]}
    ),
    "no units yet": on(MANUAL, {"services.0": line("97140", 50, modifiers="GP", pointers="A")}),
    "two visits of the day, 30 minutes each": on(
        MASSAGE,
        {
            "services.0": line("97140", 30, 2, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-11-19",
                    "state": "done",
                    "time_in": "07:00",
                    "time_out": "08:00",
                    "services": [line("97140", 30, 2, "GP", "A")],
                }
            ],
        },
    ),
    "the other visit was yesterday": on(
        MASSAGE,
        {
            "services.0": line("97140", 23, 2, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-11-18",
                    "state": "done",
                    "time_in": "07:00",
                    "time_out": "08:00",
                    "services": [line("97140", 23, 2, "GP", "A")],
                }
            ],
        },
    ),
}


_HALF_HOURS = "commercial shoulder, commercial left, premera shoulder, lni manual"


PLANTED = (
    Fault("a unit more than the minutes earn", _HALF_HOURS, units(3)),
    Fault("a unit more beside an adjustment", "uhc adjustment, auto adjustment", units(1, 3)),
    Fault(
        "minutes were corrected and the units were not", HOURS, all_of(minutes(0, 45), billed_as(0, units=4))
    ),
    Fault("a unit more over two codes", THERAPY, units(2, 2)),
    Fault(
        "too few minutes for any unit",
        "commercial shoulder, commercial left, lni manual",
        all_of(minutes(0, 5), units(1)),
    ),
)
