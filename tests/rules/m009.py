"""M009 assistant-modifier-pair."""

from tests.rules.bases import EXERCISE
from tests.rules.example import on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "CQ without GP": on(
        EXERCISE, {"payer": "uhc", "therapist.licence_type": "PTA", "services.0.modifiers": ["CQ"]}
    ),
    "CQ with GO": on(EXERCISE, {"services.0.modifiers": ["GO", "CQ"]}),
    "CO without GO": on(EXERCISE, {"therapist.licence_type": "OTA", "services.0.modifiers": ["CO"]}),
}

GOOD = {
    "GP CQ": on(
        EXERCISE, {"payer": "uhc", "therapist.licence_type": "PTA", "services.0.modifiers": ["GP", "CQ"]}
    ),
    "GO CO": on(EXERCISE, {"therapist.licence_type": "OTA", "services.0.modifiers": ["GO", "CO"]}),
    "a commercial payer": on(
        EXERCISE, {"payer": "commercial", "therapist.licence_type": "PTA", "services.0.modifiers": ["CQ"]}
    ),
}


PLANTED = (
    Fault("an assistant and no plan", "uhc assistant", modifiers(0, "CQ")),
    Fault("an assistant under another plan", "uhc assistant, medicare", modifiers(0, "GO CQ")),
)
