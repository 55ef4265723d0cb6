"""M019 assistant-modifier-missing."""

from tests.rules.bases import EXERCISE
from tests.rules.example import on
from tests.year.changes import modifiers, visit
from tests.year.fault import Fault

BAD = {
    "GP by an assistant to UnitedHealthcare": on(EXERCISE, {"payer": "uhc", "therapist.licence_type": "PTA"}),
    "GP by an assistant to Medicare": on(EXERCISE, {"therapist.licence_type": "PTA"}),
    "GO by an occupational assistant": on(
        EXERCISE, {"therapist.licence_type": "OTA", "services.0.modifiers": ["GO"]}
    ),
    "no modifier by an assistant": on(
        EXERCISE, {"therapist.licence_type": "PTA", "services.0.modifiers": []}
    ),
}

GOOD = {
    "GP CQ": on(EXERCISE, {"therapist.licence_type": "PTA", "services.0.modifiers": ["GP", "CQ"]}),
    "a physical therapist": on(EXERCISE, {"payer": "uhc"}),
    "a commercial payer": on(
        EXERCISE, {"payer": "commercial", "therapist.licence_type": "PTA", "services.0.modifiers": []}
    ),
    "GO CO": on(
        EXERCISE, {"payer": "uhc", "therapist.licence_type": "OTA", "services.0.modifiers": ["GO", "CO"]}
    ),
}


PLANTED = (
    Fault("an assistant who is not named", "uhc assistant", modifiers(0, "GP")),
    Fault("Medicare is not told of the assistant", "medicare, attended", visit(therapist="sue")),
)
