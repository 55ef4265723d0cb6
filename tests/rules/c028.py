"""C028 code-not-paid-to-licence."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import added, all_of, coded, said
from tests.year.fault import Fault

BAD = {
    "97112 by a massage therapist": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "codes_paid": {"LMT": ["97124", "97140"]},
            },
            "note.objective": "PNF neck.",
            "services.0": line("97112", 30, 2, "", "A"),
        },
    ),
}

GOOD = {
    "a physical therapist to Medicare": MEDICARE_PT,
    "a code on the plan's list": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "codes_paid": {"LMT": ["97124", "97140"]},
            }
        },
    ),
    "a plan without a list": COMPLETE,
    "a license without a list": on(
        MEDICARE_PT,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "codes_paid": {"LMT": ["97124"]},
            },
            "note.objective": "PNF neck, balance. C-rot 50 deg.",
            "services.0": line("97112", 30, 2, "", "A"),
        },
    ),
    "a line billed to the client": on(
        COMPLETE, {"payer": "medicare", "services.0": line("97140", 53, 4, "", "A", bill_to="client")}
    ),
    "a list from next year": on(
        COMPLETE,
        {
            "payer": {
                "id": "harbor",
                "name": "Harbor Health Plan",
                "kind": "commercial",
                "codes_paid": {"value": {"LMT": ["97124"]}, "since": "2027-01-01"},
            },
            "note.objective": "PNF neck. C-rot 50 deg.",
            "services.0": line("97112", 30, 2, "", "A"),
        },
    ),
    "GY, billed for the denial": on(
        MEDICARE_PT,
        {
            "therapist.licence_type": "DC",
            "therapist.taxonomy": "111N00000X",
            "services.0": line("97140", 53, 4, "GP GY", "A"),
        },
    ),
}


PLANTED = (
    Fault(
        "a code the payer does not pay this licence", "massage only", coded(0, "97140", "myofascial release")
    ),
    Fault(
        "an exercise the payer does not pay this licence",
        "massage only",
        all_of(added("97110", minutes=15), said("objective", "Chin tucks 2 x 10.")),
    ),
    Fault(
        "an exercise by a chiropractor, to Medicare",
        "medicare adjustment",
        all_of(added("97110", "GP", minutes=15), said("objective", "Chin tucks 2 x 10.")),
    ),
)
