"""A025 prescribed-visits-used."""

from tests.rules.bases import PRESCRIBED
from tests.rules.example import every, on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "the 12th visit of 11": on(
        PRESCRIBED, {"referral.visits": 11, "earlier_visits": every(1, "2026-10-21", 11, {"state": "done"})}
    ),
    "the second visit of 1": on(
        PRESCRIBED, {"referral.visits": 1, "earlier_visits": [{"date": "2026-10-21", "state": "done"}]}
    ),
}

GOOD = {
    "the 12th visit of 12": on(
        PRESCRIBED, {"referral.visits": 12, "earlier_visits": every(1, "2026-10-21", 11, {"state": "done"})}
    ),
    "a visit before the prescription": on(
        PRESCRIBED, {"referral.visits": 1, "earlier_visits": [{"date": "2026-10-12", "state": "done"}]}
    ),
    "a no-show does not count": on(
        PRESCRIBED, {"referral.visits": 1, "earlier_visits": [{"date": "2026-10-28", "state": "no show"}]}
    ),
    "no number of visits is set": on(
        PRESCRIBED, {"earlier_visits": every(1, "2026-10-21", 11, {"state": "done"})}
    ),
}


PLANTED = (
    Fault(
        "one visit more than was prescribed",
        "regence, ump, lni, premera",
        visits=3,
        file=each("referrals", visits=2),
    ),
)
