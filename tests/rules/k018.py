"""K018 tax-id-malformed."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import on

BAD = {
    "12-345": on(MANUAL_45, {"practice.tax_id": "12-345"}),
    "EIN before the digits": on(MANUAL_45, {"practice.tax_id": "EIN 123456789"}),
}

GOOD = {
    "12-3456789": MANUAL_45,
    "a social security number's form": on(MANUAL_45, {"practice.tax_id": "123-45-6789"}),
    "nine digits": on(MANUAL_45, {"practice.tax_id": "123456789"}),
}

NEVER_PLANTED = "the year has one practice, and the office takes no tax id without nine digits"
