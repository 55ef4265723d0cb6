"""A066 medicare-is-second."""

from charting_tui.records.eligibility import MedicareSecondary
from tests.rules.a065 import CASE, answered
from tests.rules.example import on
from tests.year.client import ANSWERED
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "a group plan": answered(asked_on="2026-02-04", first="working aged"),
    "an accident without a case": answered(asked_on="2026-02-04", first="auto or no-fault"),
}

GOOD = {
    "Medicare pays first": answered(asked_on="2026-02-04", first="none"),
    "the VA pays what it authorized": answered(asked_on="2026-02-04", first="VA"),
    "an accident whose case is on file": on(
        answered(asked_on="2026-11-02", first="auto or no-fault"), {"other_cases": [CASE]}
    ),
}


PLANTED = (
    Fault(
        "a group plan pays before Medicare",
        "medicare, medicare occupational",
        file=each("coverage", secondary=MedicareSecondary(asked_on=ANSWERED.asked_on, first="working aged")),
    ),
    Fault(
        "an accident's insurer pays before Medicare",
        "medicare back",
        file=each("coverage", secondary=MedicareSecondary(asked_on=ANSWERED.asked_on, first="liability")),
    ),
)
