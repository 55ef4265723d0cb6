"""K028 client-name-odd."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import of_client
from tests.year.fault import Fault

BAD = {
    "a nickname in quotes": on(COMPLETE, {"client.name": 'Doe, Jane "Jay"'}),
    "a nickname in parentheses": on(COMPLETE, {"client.name": "Doe, Jane (Jay)"}),
    "one word": on(COMPLETE, {"client.name": "Jane"}),
}

GOOD = {
    "family and given name": COMPLETE,
    "a hyphen and an apostrophe": on(COMPLETE, {"client.name": "O'Neill-Díaz, Ana María"}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "client.name": "Jane"}),
}


PLANTED = (Fault("a nickname in the name", "commercial, uhc, lni", file=of_client(name="Marsh, Ida (Iddy)")),)
