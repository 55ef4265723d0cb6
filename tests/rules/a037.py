"""A037 nursing-facility-resident."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

BAD = {"place 31": on(MEDICARE_PT, {"place": "31"})}

GOOD = {
    "place 12": on(MEDICARE_PT, {"place": "12"}),
    "place 31, to a commercial payer": on(COMPLETE, {"place": "31"}),
}


PLANTED = (Fault("therapy in a nursing facility", TREATED_UNDER_PLAN, visit(place="31")),)
