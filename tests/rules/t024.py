"""T024 payer-limit-exceeded."""

from tests.rules.bases import COMPLETE
from tests.rules.example import every, line, on
from tests.year.fault import Fault, billed_to


def limited(limit: dict[str, object], **changes: object) -> dict[str, object]:
    own = {"id": "own", "name": "Granite Mutual", "kind": "commercial", "limits": [limit]}
    return on(COMPLETE, {"payer": own, **changes})


THREE = every(3, "2026-11-05", 3, {"state": "done", "services": [line("97140", 53, 4)]})

BAD = {
    "the fourth visit of the month": limited({"per": "month", "visits": 3}, earlier_visits=THREE),
    "16 units in the month": limited({"per": "month", "units": 12, "codes": ["97140"]}, earlier_visits=THREE),
    "53 minutes a day": limited({"per": "day", "minutes": 45}),
    "the third visit with the code in the week": limited(
        {"per": "week", "visits": 2, "codes": ["97140"]},
        earlier_visits=every(1, "2026-11-16", 2, {"state": "done", "services": [line("97140", 53, 4)]}),
    ),
    "more money than a day has": limited(
        {"per": "day", "money": "100.00"}, **{"services.0.charge": "180.00"}
    ),
}

GOOD = {
    "the fourth of four": limited({"per": "month", "visits": 4}, earlier_visits=THREE),
    "last month's visits": limited(
        {"per": "month", "visits": 1}, earlier_visits=every(3, "2026-10-05", 3, {"state": "done"})
    ),
    "another code's units": limited({"per": "day", "units": 1, "codes": ["97124"]}),
    "no limits": COMPLETE,
}


PLANTED = (
    billed_to("limited", Fault("more units of massage than the payer gives a day", "commercial back")),
)
