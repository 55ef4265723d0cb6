"""A009 referring-npi."""

from tests.rules.bases import HEALTH_TOLD, PRESCRIBED
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "no NPI": on(PRESCRIBED, {"referral.npi": ""}),
    "a wrong check digit": on(PRESCRIBED, {"payer": "premera", "referral.npi": "1234567890"}),
    "an NPI of three digits": on(PRESCRIBED, {"referral.npi": "123"}),
}

GOOD = {
    "an NPI with the right check digit": on(PRESCRIBED, {"referral.npi": "1730500117"}),
    "a plan that asks for no prescription": on(
        HEALTH_TOLD,
        {"referral": {"name": "Dr Amy Lowe", "npi": "", "signed_on": "2026-10-20", "diagnoses": ["M54.2"]}},
    ),
    "a client who pays": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "referral": {"name": "Dr Amy Lowe", "npi": "", "signed_on": "2026-10-20", "diagnoses": ["M54.2"]},
        },
    ),
}


PLANTED = (
    Fault("a prescriber without number", "regence, premera, lni", file=each("referrals", npi="")),
    Fault(
        "a prescriber with a wrong number",
        "regence back, ump, lni manual",
        file=each("referrals", npi="1234567890"),
    ),
)
