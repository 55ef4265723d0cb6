"""A008 referral-missing."""

from tests.rules.bases import HEALTH_TOLD, PRESCRIBED
from tests.rules.example import on
from tests.year.changes import days
from tests.year.client_files import both, each, none_of, on_that_day, only_first
from tests.year.fault import Fault

BAD = {
    "no prescription for Regence": on(HEALTH_TOLD, {"payer": "regence"}),
    "expired before the visit": on(PRESCRIBED, {"referral.expires": "2026-11-01"}),
    "no date on the prescription": on(PRESCRIBED, {"referral": {"name": "Dr Amy Lowe", "npi": "1730500109"}}),
    "older than the payer's 90 days": on(
        PRESCRIBED,
        {
            "payer": {"name": "Plan", "referral": {"required": True, "term_days": 90}},
            "referral.signed_on": "2026-08-01",
        },
    ),
    "signed after the visit": on(PRESCRIBED, {"referral.signed_on": "2026-11-25"}),
}

GOOD = {
    "a prescription 30 days old": PRESCRIBED,
    "signed on the day of the visit": on(PRESCRIBED, {"referral.signed_on": "2026-11-19"}),
    "expires on the day of the visit": on(PRESCRIBED, {"referral.expires": "2026-11-19"}),
    "day 90 of a 90-day prescription": on(
        PRESCRIBED,
        {
            "payer": {"name": "Plan", "referral": {"required": True, "term_days": 90}},
            "referral.signed_on": "2026-08-21",
        },
    ),
    "a plan that asks for none": HEALTH_TOLD,
    "the client pays this visit": on(HEALTH_TOLD, {"payer": "regence", "services.0.bill_to": "client"}),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay"}),
}


_MASSAGE_BY_PRESCRIPTION = "regence, regence back, ump, lni, lni manual, premera"


PLANTED = (
    Fault("no prescription", _MASSAGE_BY_PRESCRIPTION, file=none_of("referrals")),
    Fault(
        "the prescription is not signed",
        _MASSAGE_BY_PRESCRIPTION,
        file=both(only_first("referrals"), each("referrals", signed_on=None)),
    ),
    Fault(
        "the prescription was signed after the visit",
        "regence, ump, premera",
        file=both(only_first("referrals"), on_that_day("referrals", signed_on=lambda day: day + days(3))),
    ),
    Fault(
        "the prescription ended",
        _MASSAGE_BY_PRESCRIPTION,
        file=both(only_first("referrals"), on_that_day("referrals", expires=lambda day: day - days(1))),
    ),
)
