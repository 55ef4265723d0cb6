"""M004 59-with-x."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "59 XS": on(COMPLETE, {"services.0": line("97140", 53, 4, "59 XS", "A")}),
    "xu 59": on(COMPLETE, {"services.0": line("97140", 53, 4, "xu 59", "A")}),
}

GOOD = {
    "XS alone": on(COMPLETE, {"services.0": line("97140", 53, 4, "XS", "A")}),
    "59 alone": on(COMPLETE, {"services.0": line("97140", 53, 4, "59", "A")}),
}


PLANTED = (Fault("59 beside an exact modifier", "uhc adjustment", modifiers(1, "59 XS GP")),)
