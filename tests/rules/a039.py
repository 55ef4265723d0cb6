"""A039 contract-not-in-force."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.fault import Fault, billed_to

OWN = {"id": "own", "name": "Granite Mutual", "kind": "commercial"}


def contract(**terms: str) -> dict[str, object]:
    return on(COMPLETE, {"payer": {**OWN, "contract": {"value": terms}}})


BAD = {
    "it ended in June": contract(to="2026-06-30"),
    "it begins in January": contract(**{"from": "2027-01-01"}),
}

GOOD = {
    "its last day": contract(**{"from": "2024-01-01", "to": "2026-11-19"}),
    "no contract is known": on(COMPLETE, {"payer": OWN}),
}


PLANTED = (billed_to("ended", Fault("a contract that ended in May", "commercial, regence")),)
