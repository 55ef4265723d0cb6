"""M014 modifier-unknown-or-duplicate."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.courses import WITH_GP
from tests.year.fault import Fault

BAD = {
    "ZZ": on(COMPLETE, {"services.0": line("97140", 53, 4, "ZZ", "A")}),
    "GP twice": on(COMPLETE, {"payer": "uhc", "services.0": line("97140", 53, 4, "GP gp", "A")}),
    "three characters": on(COMPLETE, {"services.0": line("97140", 53, 4, "GP1", "A")}),
}

GOOD = {
    "GP": on(COMPLETE, {"payer": "uhc", "services.0": line("97140", 53, 4, "GP", "A")}),
    "97": on(COMPLETE, {"services.0": line("97140", 53, 4, "97", "A")}),
    "a state's own and gp": on(COMPLETE, {"services.0": line("97140", 53, 4, "U1 gp", "A")}),
}


PLANTED = (
    Fault("a modifier that does not exist", "commercial, lni, auto, premera", modifiers(0, "ZZ")),
    Fault("a modifier twice", f"{WITH_GP}, medicare", modifiers(0, "GP GP")),
)
