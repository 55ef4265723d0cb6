"""M008 kx-without-discipline."""

from tests.rules.bases import EXERCISE
from tests.rules.example import on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "KX alone": on(EXERCISE, {"services.0.modifiers": ["KX"]}),
    "59 KX": on(EXERCISE, {"services.0.modifiers": ["59", "KX"]}),
}

GOOD = {
    "GP KX": on(EXERCISE, {"services.0.modifiers": ["GP", "KX"]}),
    "a commercial payer": on(EXERCISE, {"payer": "commercial", "services.0.modifiers": ["KX"]}),
    "GP alone": EXERCISE,
}


PLANTED = (
    Fault("KX and no discipline", "medicare, medicare beyond, medicare occupational", modifiers(0, "KX")),
)
