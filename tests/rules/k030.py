"""K030 practice-address-incomplete."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on

BAD = {
    "a PO box": on(COMPLETE, {"practice.address": "PO Box 12, Seattle, WA 98101-2114"}),
    "no address": on(COMPLETE, {"practice.address": ""}),
    "five digits of ZIP code, to an electronic payer": on(
        COMPLETE,
        {
            "practice.address": "1 Quay Street, Seattle, WA 98101",
            "payer": "uhc",
            "services.0.modifiers": ["GP"],
        },
    ),
}

GOOD = {
    "a street and nine digits": COMPLETE,
    "five digits, where nobody knows how claims go": on(
        COMPLETE, {"practice.address": "1 Quay Street, Seattle, WA 98101"}
    ),
    "nothing is told of the address": on(COMPLETE, {"practice.address": GONE}),
}


NEVER_PLANTED = "the year has one practice, whose address is right"
