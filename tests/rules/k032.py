"""K032 practice-phone-missing."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on

TO_UHC = on(COMPLETE, {"payer": "uhc", "services.0.modifiers": ["GP"], "practice.phone": "360-555-0142"})

BAD = {"no phone": on(TO_UHC, {"practice.phone": ""})}

GOOD = {
    "a phone": TO_UHC,
    "nothing is told of it": on(COMPLETE, {"payer": "uhc", "services.0.modifiers": ["GP"]}),
    "nobody knows how claims go": on(COMPLETE, {"practice.phone": ""}),
}


NEVER_PLANTED = "the year has one practice, whose phone is there"
