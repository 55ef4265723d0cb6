"""M013 too-many-modifiers."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "five modifiers": on(COMPLETE, {"services.0": line("97140", 53, 4, "59 GP KX GA RT", "A")}),
}

GOOD = {
    "four modifiers": on(COMPLETE, {"services.0": line("97140", 53, 4, "59 GP KX RT", "A")}),
}


PLANTED = (Fault("five modifiers", "uhc, medicare, va, uhc therapy", modifiers(0, "GP KX CR CC 91")),)
