"""K033 taxonomy-malformed."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "nine signs": on(COMPLETE, {"therapist.taxonomy": "22570000X"}),
    "no X": on(COMPLETE, {"practice.taxonomy": "2257000000"}),
}

GOOD = {
    "a taxonomy code": COMPLETE,
    "in small letters": on(COMPLETE, {"therapist.taxonomy": "225700000x"}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "therapist.taxonomy": "22"}),
}


PLANTED = (
    Fault(
        "a taxonomy of nine signs",
        "commercial, premera",
        visit(therapist="oddtaxed"),
    ),
)
