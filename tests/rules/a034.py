"""A034 certifier-missing."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, line, on
from tests.year.client_files import each, none_of
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

BAD = {
    "no prescription and no physician": on(MEDICARE_PT, {"referral": None}),
    "a physician without NPI": on(MEDICARE_PT, {"referral.npi": ""}),
}

GOOD = {
    "a physician with NPI": MEDICARE_PT,
    "nothing is told of a physician": on(MEDICARE_PT, {"referral": GONE}),
    "a commercial payer": on(COMPLETE, {"referral": None}),
    "a chiropractor": on(
        MEDICARE_PT,
        {
            "referral": None,
            "therapist.licence_type": "DC",
            "therapist.taxonomy": "111N00000X",
            "diagnoses": ["M99.01", "M54.2"],
            "services.0": line("98940", units=1, modifiers="AT", pointers="A", area="neck"),
        },
    ),
}


PLANTED = (
    Fault("no physician on file", TREATED_UNDER_PLAN, file=none_of("referrals")),
    Fault("a physician without NPI", "attended, medicare back", file=each("referrals", npi="")),
)
