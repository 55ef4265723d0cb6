"""K020 replacement-refused."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.year.changes import claim
from tests.year.fault import Fault

AGAIN = on(MEDICARE_PT, {"claim": {"frequency": "7", "original_ref": "2026320001"}})

BAD = {
    "a replacement to Medicare": AGAIN,
    "a void to Medicare": on(AGAIN, {"claim.frequency": "8"}),
}

GOOD = {
    "a first claim to Medicare": on(AGAIN, {"claim.frequency": "1"}),
    "a replacement to a commercial payer": on(
        COMPLETE, {"claim": {"frequency": "7", "original_ref": "2026320001"}}
    ),
}


PLANTED = (
    Fault(
        "a replacement to Medicare",
        "medicare, medicare occupational",
        claim(frequency="7", original_ref="2026320001"),
    ),
)
