"""C037 payers-own-pair."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.fault import Fault, billed_to

PAIR = {"paid": "97530", "denied": "97140"}
OWN = on(
    COMPLETE,
    {
        "payer": {"id": "own", "name": "Granite Mutual", "kind": "commercial", "own_pairs": [PAIR]},
        "therapist.licence_type": "PT",
        "therapist.taxonomy": "225100000X",
        "services": [
            line("97140", 30, 2, "", "A", area="neck"),
            line("97530", 15, 1, "", "A", area="neck"),
        ],
    },
)

BAD = {
    "97140 beside 97530": OWN,
    "97140 without 59": on(OWN, {"payer.own_pairs": [{**PAIR, "unless": ["59"]}]}),
}

GOOD = {
    "97140-59, where 59 is taken": on(
        OWN, {"payer.own_pairs": [{**PAIR, "unless": ["59"]}], "services.0.modifiers": ["59"]}
    ),
    "a payer without pairs of its own": on(OWN, {"payer": "commercial"}),
    "97140 alone": on(OWN, {"services": [line("97140", 30, 2, "", "A", area="neck")]}),
}


PLANTED = (billed_to("own_pair", Fault("a pair of the payer's own", "commercial therapy, medicaid therapy")),)
