"""N024 treated-after-leaving."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {"gone for a week": on(COMPLETE, {"therapist.ended_on": "2026-11-12"})}

GOOD = {
    "the last day": on(COMPLETE, {"therapist.ended_on": "2026-11-19"}),
    "still here": COMPLETE,
}


PLANTED = (Fault("treated by one who had left", "commercial, self, lni", visit(therapist="gone")),)
