"""K039 no-way-for-claim."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.fault import Fault, billed_to

OWN = {"id": "own", "name": "Granite Mutual", "kind": "commercial"}
BOX = {"street": "PO Box 1106", "city": "Olympia", "state": "WA", "zip_code": "98507"}


def sent(**settings: object) -> dict[str, object]:
    given = {name: value for name, value in settings.items() if value is not GONE}
    return on(COMPLETE, {"payer": {**OWN, **given}, "client.address": "1 Quay Street, Seattle, WA 98101"})


BAD = {
    "electronic, without an id": sent(paper_claims=False),
    "electronic, with an address alone": sent(paper_claims=False, claims_address={"value": BOX}),
    "on paper, without an address": sent(paper_claims=True),
    "on paper, half an address": sent(paper_claims=True, claims_address={"value": {"street": "PO Box 1106"}}),
}

GOOD = {
    "electronic, with its id": sent(paper_claims=False, electronic_id="99120"),
    "on paper, with its address": sent(paper_claims=True, claims_address={"value": BOX}),
    "nobody says how claims go": sent(),
}


PLANTED = (
    billed_to("electronic", Fault("claims go electronically, and nobody has the id", "commercial, regence")),
    billed_to("by_mail", Fault("claims go on paper, and nobody has the address", "commercial back")),
)
