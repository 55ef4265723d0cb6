"""K006 duplicate-line."""

from tests.rules.bases import HEALTH_TOLD, PRESCRIBED
from tests.rules.example import on
from tests.year.fault import Fault

BAD = {
    "97140-GP billed already": on(HEALTH_TOLD, {"claim": {"already_billed": ["97140-GP"]}}),
    "97140 billed already": on(HEALTH_TOLD, {"claim": {"already_billed": ["97140"]}}),
    "one of two codes billed already": on(PRESCRIBED, {"claim": {"already_billed": ["97124", "97140 GP"]}}),
}

GOOD = {
    "a replacement with the payer's number": on(
        HEALTH_TOLD, {"claim": {"already_billed": ["97140-GP"], "frequency": "7", "original_ref": "ICN123"}}
    ),
    "another code was billed": on(HEALTH_TOLD, {"claim": {"already_billed": ["97124-GP"]}}),
    "the other one had 59": on(HEALTH_TOLD, {"claim": {"already_billed": ["97140-GP-59"]}}),
    "nothing was billed": HEALTH_TOLD,
    "a line not billed": on(
        HEALTH_TOLD, {"services.0.bill_to": "nobody", "claim": {"already_billed": ["97140-GP"]}}
    ),
}


PLANTED = (
    Fault("one code twice on one day", "commercial, premera, auto, comp, medicaid", visits=2, same_day=True),
)
