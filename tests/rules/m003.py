"""M003 two-discipline-modifiers."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.courses import WITH_GP
from tests.year.fault import Fault

BAD = {
    "GP GO": on(COMPLETE, {"payer": "uhc", "services.0": line("97140", 53, 4, "GP GO", "A")}),
    "gp GN": on(COMPLETE, {"services.0": line("97140", 53, 4, "gp GN", "A")}),
}

GOOD = {
    "GP": on(COMPLETE, {"payer": "uhc", "services.0": line("97140", 53, 4, "GP", "A")}),
    "none": COMPLETE,
}


PLANTED = (Fault("two disciplines", f"{WITH_GP}, medicare, uhc occupational", modifiers(0, "GP GO")),)
