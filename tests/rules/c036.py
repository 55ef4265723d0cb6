"""C036 needles-not-for-low-back."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on

NEEDLES = on(
    COMPLETE,
    {
        "payer": "medicare",
        "therapist.licence_type": "MD",
        "therapist.taxonomy": "",
        "services.0": line("97810", 15, 1, "", "A", area="neck"),
    },
)

BAD = {
    "needles for the neck": NEEDLES,
    "dry needling of the shoulder": on(
        NEEDLES, {"diagnoses": ["M25.511"], "services.0.code": "20560", "services.0.area": "right shoulder"}
    ),
}

GOOD = {
    "needles for the low back": on(NEEDLES, {"diagnoses": ["M54.50"], "services.0.area": "low back"}),
    "a denial on purpose": on(NEEDLES, {"services.0.modifiers": ["GY"]}),
    "a commercial payer": on(NEEDLES, {"payer": "commercial"}),
}


NEVER_PLANTED = "the year's acupuncturist bills nothing to Medicare, and no physician there uses needles"
