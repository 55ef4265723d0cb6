"""C038 not-beside-another."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.fault import Fault, billed_to

OWN = on(
    COMPLETE,
    {
        "payer": {
            "id": "own",
            "name": "Granite Mutual",
            "kind": "commercial",
            "only_beside": {"97140": ["97110", "97530"]},
        },
    },
)

BAD = {
    "97140 alone": OWN,
    "97140 alone, where any other code will do": on(OWN, {"payer.only_beside": {"97140": []}}),
}

GOOD = {
    "97140 beside 97110": on(OWN, {"services.1": line("97110", 15, 1, "", "A", area="neck")}),
    "another code": on(OWN, {"payer.only_beside": {"97124": ["97110"]}}),
    "a payer that says nothing": COMPLETE,
}


PLANTED = (
    billed_to(
        "beside",
        Fault("massage alone, for a payer that pays it beside another", "commercial back"),
    ),
)
