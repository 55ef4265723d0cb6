"""K003 taxonomy."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "none for the therapist": on(COMPLETE, {"therapist.taxonomy": ""}),
    "none for the practice": on(COMPLETE, {"practice.taxonomy": GONE}),
    "a physical therapist's for a massage therapist": on(COMPLETE, {"therapist.taxonomy": "225100000X"}),
}

GOOD = {
    "225700000X": COMPLETE,
    "a code of the family of 17": on(COMPLETE, {"therapist.taxonomy": "174400000X"}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "therapist.taxonomy": ""}),
}


PLANTED = (
    Fault("a therapist without taxonomy", "commercial, uhc, premera", visit(therapist="untaxed")),
    Fault("the taxonomy of another licence", "lni, auto, regence", visit(therapist="mistaxed")),
)
