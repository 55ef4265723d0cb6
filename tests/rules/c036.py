"""C036 dx-not-on-payers-list."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.fault import Fault, billed_to

NEEDLES = on(
    COMPLETE,
    {
        "payer": "medicare",
        "therapist.licence_type": "MD",
        "therapist.taxonomy": "",
        "services.0": line("97810", 15, 1, "", "A", area="neck"),
    },
)
LISTED = on(
    COMPLETE,
    {
        "payer": {
            "id": "own",
            "name": "Granite Mutual",
            "kind": "commercial",
            "code_diagnoses": {"97140": ["M54.5", "M25.5"]},
        }
    },
)

BAD = {
    "needles for the neck, to Medicare": NEEDLES,
    "a plan that pays 97140 for other parts": LISTED,
}

GOOD = {
    "needles for the low back": on(NEEDLES, {"diagnoses": ["M54.50"], "services.0.area": "low back"}),
    "a denial on purpose": on(NEEDLES, {"services.0.modifiers": ["GY"]}),
    "a code under a listed heading": on(
        LISTED, {"diagnoses": ["M54.2", "M25.511"], "services.0.pointers": ["A", "B"]}
    ),
    "a payer without a list": on(NEEDLES, {"payer": "commercial"}),
}


PLANTED = (billed_to("listed", Fault("a diagnosis that the payer pays no massage for", "commercial")),)
