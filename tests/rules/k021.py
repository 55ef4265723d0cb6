"""K021 charge-not-positive."""

from tests.rules.bases import COMPLETE, MANUAL
from tests.rules.example import line, on
from tests.year.changes import billed_as
from tests.year.fault import Fault

BAD = {
    "0.00, where there are no fees": on(MANUAL, {"services.0.charge": "0.00"}),
    "-45.00": on(COMPLETE, {"services.0.charge": "-45.00"}),
}

GOOD = {
    "a charge": on(COMPLETE, {"services.0.charge": "196.00"}),
    "no charge yet": COMPLETE,
    "nothing, for a line that bills nobody": on(
        COMPLETE, {"services.1": line("97010", charge="0.00", bill_to="nobody", area="neck")}
    ),
}


PLANTED = (
    Fault(
        "a charge of nothing",
        "commercial, uhc, lni",
        billed_as(0, charge=0),
        also="C027",
        why="the fee times the units is another sum",
    ),
)
