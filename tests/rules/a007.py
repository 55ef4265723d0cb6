"""A007 pa-after-six."""

from tests.rules.bases import BARE_MANUAL, COMPLETE, MANUAL, PRESCRIPTION, VA
from tests.rules.example import every, on
from tests.year.client_files import none_of
from tests.year.fault import Fault

BAD = {
    "visit 7 at Premera": on(
        BARE_MANUAL, {"payer": "premera", "earlier_visits": every(1, "2026-10-01", 6, {"state": "done"})}
    ),
    "visit 8 at L&I": on(
        BARE_MANUAL, {"payer": "wa_lni", "earlier_visits": every(1, "2026-10-01", 7, {"state": "done"})}
    ),
    "visit 3 of 2 free ones": on(
        COMPLETE,
        {
            "payer": {
                "id": "own",
                "name": "Cedar Plan",
                "kind": "commercial",
                "authorization": {"required": True, "free_visits": 2},
            },
            "earlier_visits": [
                {"date": "2026-11-05", "state": "done", "services": []},
                {"date": "2026-11-12", "state": "done", "services": []},
            ],
        },
    ),
}

GOOD = {
    "visit 6 at Premera": on(
        MANUAL,
        {
            "payer": "premera",
            "earlier_visits": every(1, "2026-10-01", 5, {"state": "done"}),
            "referral": PRESCRIPTION,
        },
    ),
    "visit 7, and one was a no-show": on(
        MANUAL,
        {
            "payer": "premera",
            "earlier_visits": [
                {"date": "2026-10-01", "state": "done"},
                {"date": "2026-10-02", "state": "done"},
                {"date": "2026-10-03", "state": "done"},
                {"date": "2026-10-04", "state": "done"},
                {"date": "2026-10-05", "state": "done"},
                {"date": "2026-10-20", "state": "no show"},
            ],
            "referral": PRESCRIPTION,
        },
    ),
    "visit 2 of 2 free ones": on(
        COMPLETE,
        {
            "payer": {
                "id": "own",
                "name": "Cedar Plan",
                "kind": "commercial",
                "authorization": {"required": True, "free_visits": 2},
            },
            "earlier_visits": [{"date": "2026-11-12", "state": "done", "services": []}],
        },
    ),
    "the VA, with an authorization": VA,
}


PLANTED = (
    Fault(
        "the free visits are used", "premera, premera shoulder, lni", visits=7, file=none_of("authorizations")
    ),
)
