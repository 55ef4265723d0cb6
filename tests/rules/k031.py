"""K031 practice-tax-id-missing."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on

BAD = {"no tax ID": on(COMPLETE, {"practice.tax_id": " "})}

GOOD = {
    "a tax ID": COMPLETE,
    "nothing is told of it": on(COMPLETE, {"practice.tax_id": GONE}),
    "a client who pays": on(COMPLETE, {"practice.tax_id": "", "payer": "client_pay"}),
}


NEVER_PLANTED = "the year has one practice, whose tax ID is there"
