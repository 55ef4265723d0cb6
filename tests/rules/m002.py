"""M002 discipline-modifier-position."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import all_of, modifiers
from tests.year.fault import Fault

BAD = {
    "59 XS GP": on(MEDICARE_PT, {"services.0": line("97140", 53, 4, "59 XS GP", "A")}),
    "59 KX GP": on(MEDICARE_PT, {"services.0": line("97140", 53, 4, "59 KX GP", "A")}),
}

GOOD = {
    "59 GP": on(MEDICARE_PT, {"services.0": line("97140", 53, 4, "59 GP", "A")}),
    "GP KX": on(MEDICARE_PT, {"services.0": line("97140", 53, 4, "GP KX", "A")}),
    "UnitedHealthcare takes any place": on(
        COMPLETE, {"payer": "uhc", "services.0": line("97140", 53, 4, "59 KX GP", "A")}
    ),
}


PLANTED = (
    Fault(
        "the discipline stands third",
        "medicare, medicare back, attended",
        all_of(modifiers(0, "CR CC GP")),
    ),
)
