"""K026 client-address-incomplete."""

from charting_tui.records.addresses import Address
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import of_client
from tests.year.fault import Fault

HOME = on(COMPLETE, {"client.address": "1 Quay Street, Seattle, WA 98101", "payer": "uhc"})
HOME = on(HOME, {"services.0.modifiers": ["GP"]})

BAD = {
    "no ZIP": on(HOME, {"client.address": {"street": "1 Quay", "city": "Seattle", "state": "WA"}}),
    "a line that nobody could split": on(HOME, {"client.address": "at her sister's, Tacoma"}),
    "a visit at a home without address": on(
        HOME, {"client.address": "", "place": "12", "payer": "commercial", "services.0.modifiers": []}
    ),
}

GOOD = {
    "street, city, state and ZIP": HOME,
    "nothing is told of the address": COMPLETE,
    "workers' compensation": on(HOME, {"client.address": "", "payer": "client_pay"}),
}


PLANTED = (Fault("a client without address", "commercial, uhc, medicaid", file=of_client(address=Address())),)
