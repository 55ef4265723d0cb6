"""M025 kx-not-needed."""

from tests.rules.bases import MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import of_client
from tests.year.fault import Fault

EARLY = on(MEDICARE_PT, {"services.0.modifiers": ["GP", "KX"], "therapy_year_to_date": "900.00"})

BAD = {"900.00 used of 2480.00": EARLY}

GOOD = {
    "2600.00 used": on(EARLY, {"therapy_year_to_date": "2600.00"}),
    "without KX": on(EARLY, {"services.0.modifiers": ["GP"]}),
    "this visit reaches the threshold": on(
        EARLY, {"therapy_year_to_date": "2450.00", "services.0.charge": "196.00"}
    ),
}


PLANTED = (
    Fault(
        "KX from the first visit on",
        "medicare beyond",
        file=of_client(therapy_allowed=90_000),
    ),
)
