"""A019 wa-lni-place."""

from tests.rules.bases import COMPLETE, LNI, WORK_CASE
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "a massage at home": on(LNI, {"place": "12"}),
    "home was authorized until November 1": on(
        LNI,
        {
            "place": "12",
            "authorizations": [
                {"number": "L1", "from": "2026-10-01", "to": "2026-11-01", "visits": 24, "place": "12"},
                {"number": "L1", "from": "2026-10-01", "to": "2026-12-31", "visits": 24},
            ],
        },
    ),
}

GOOD = {
    "place 11": LNI,
    "home is authorized": on(LNI, {"place": "12", "authorizations.0.place": "12"}),
    "the practice's own place is the home": on(LNI, {"practice.place": "12", "place": "12"}),
    "a commercial payer": on(COMPLETE, {"place": "12"}),
    "another workers' compensation payer": on(
        COMPLETE, {"payer": "workers_comp", "place": "12", "case": WORK_CASE}
    ),
}


PLANTED = (Fault("a massage at home without leave", "lni, lni manual", visit(place="12")),)
