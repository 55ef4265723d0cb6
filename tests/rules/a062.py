"""A062 correction-late."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import answered
from tests.year.fault import Fault, billed_to

REPLACES = on(
    COMPLETE,
    {
        "payer": {"id": "own", "name": "Granite Mutual", "kind": "commercial", "correction_days": 365},
        "as_of": "2027-12-10",
        "claim": {
            "billed_on": "2026-11-20",
            "frequency": "7",
            "original_ref": "2026320001",
            "denial": {"denied_on": "2026-12-01"},
        },
    },
)

BAD = {
    "day 374": REPLACES,
    "day 354": on(REPLACES, {"as_of": "2027-11-20"}),
}

GOOD = {
    "day 300": on(REPLACES, {"as_of": "2027-09-27"}),
    "a first claim": on(REPLACES, {"claim.frequency": "1", "claim.original_ref": "", "claim.denial": None}),
    "no answer is on file": on(REPLACES, {"claim.denial": None}),
}


PLANTED = (
    billed_to(
        "corrects_soon",
        Fault(
            "a replacement after the payer's days",
            "commercial",
            kept=answered(frequency="7", original_ref="2026320001"),
        ),
    ),
)
