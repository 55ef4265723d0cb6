"""A064 florida-first-treatment-late."""

from tests.rules.a016 import FLORIDA
from tests.rules.example import GONE, on
from tests.year.client_files import each
from tests.year.fault import Fault

LATE = on(
    FLORIDA,
    {
        "therapist.licence_type": "PT",
        "therapist.taxonomy": "225100000X",
        "earlier_visits": [],
        "case.injury_date": "2026-10-20",
    },
)

BAD = {
    "30 days after the accident": LATE,
    "the onset is late": on(LATE, {"case.onset_date": "2026-11-10"}),
}

GOOD = {
    "in hospital on the next day": on(LATE, {"case.onset_date": "2026-10-21"}),
    "the first visit on day 14": on(LATE, {"case.injury_date": "2026-11-05"}),
    "nothing is told of earlier visits": on(LATE, {"earlier_visits": GONE}),
    "in Washington": on(LATE, {"payer": "auto", "case.state": "WA"}),
}


PLANTED = (
    Fault(
        "first treated twenty days after the accident",
        "pip, pip therapy",
        file=each("cases", onset_date=None),
        number=0,
    ),
)
