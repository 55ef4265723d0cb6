"""K001 npi-checksum."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.courses import INSURED
from tests.year.fault import Fault

BAD = {
    "the practice's number": on(BARE_MANUAL, {"practice": {"npi": "1234567890"}}),
    "a therapist's number of nine digits": on(BARE_MANUAL, {"therapist": {"npi": "123456789"}}),
    "the prescriber's number": on(BARE_MANUAL, {"referral": {"name": "Dr Lee", "npi": "3234567893"}}),
}

GOOD = {
    "right check digits": MANUAL,
    "a practice without NPI": on(MANUAL, {"practice": {"npi": ""}, "client.consent": GONE}),
    "nobody is known": on(MANUAL, {"practice": GONE, "therapist": GONE, "client.consent": GONE}),
    "a prescriber with a right one": on(MANUAL, {"referral": {"name": "Dr Lee", "npi": "1730500109"}}),
}


PLANTED = (
    Fault("a therapist whose number is wrong", INSURED, visit(therapist="misnumbered")),
    Fault(
        "a therapist whose number is short",
        "pip, comp therapy, medicaid therapy",
        visit(therapist="shortnumbered"),
    ),
)
