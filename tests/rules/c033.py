"""C033 new-client-code-again."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added
from tests.year.fault import Fault

DOCTOR = on(
    COMPLETE,
    {
        "therapist.licence_type": "DO",
        "therapist.taxonomy": "204D00000X",
        "services": [line("99203", units=1, pointers="A")],
    },
)
SEEN = {"date": "2024-11-19", "state": "done", "services": [line("99213", units=1)]}

BAD = {"seen two years ago": on(DOCTOR, {"earlier_visits": [SEEN]})}

GOOD = {
    "the first visit": DOCTOR,
    "seen four years ago": on(DOCTOR, {"earlier_visits": [{**SEEN, "date": "2022-11-01"}]}),
    "an established client's code": on(
        DOCTOR, {"earlier_visits": [SEEN], "services": [line("99213", units=1, pointers="A")]}
    ),
    "a visit that was missed": on(DOCTOR, {"earlier_visits": [{**SEEN, "state": "no show"}]}),
}


PLANTED = (
    Fault("a new client's code for somebody seen before", "osteopathy", added("99203", "25"), visits=2),
)
