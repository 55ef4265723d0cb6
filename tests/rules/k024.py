"""K024 subscriber-address-missing."""

from charting_tui.records.addresses import Address
from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.client import HOLDER
from tests.year.client_files import each
from tests.year.fault import Fault

SPOUSE = {
    "name": "Doe, Robin",
    "relationship": "spouse",
    "birth_date": "1980-04-17",
    "address": "1 Quay Street, Seattle, WA 98101",
}
OF_A_SPOUSE = on(COMPLETE, {"coverage.0.subscriber": SPOUSE})

BAD = {
    "no address": on(OF_A_SPOUSE, {"coverage.0.subscriber.address": ""}),
    "no ZIP": on(
        OF_A_SPOUSE,
        {"coverage.0.subscriber.address": {"street": "1 Quay Street", "city": "Seattle", "state": "WA"}},
    ),
}

GOOD = {
    "an address": OF_A_SPOUSE,
    "nothing is told of the address": on(OF_A_SPOUSE, {"coverage.0.subscriber.address": GONE}),
    "the client's own policy": COMPLETE,
}


PLANTED = (
    Fault(
        "a policy holder without address",
        "commercial, uhc",
        file=each("coverage", subscriber=HOLDER.model_copy(update={"address": Address()})),
    ),
)
