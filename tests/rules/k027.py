"""K027 client-sex-missing."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.client_files import of_client
from tests.year.fault import Fault

BAD = {"no sex": on(COMPLETE, {"client.sex": ""})}

GOOD = {
    "x": on(COMPLETE, {"client.sex": "X"}),
    "nothing is told of the sex": on(COMPLETE, {"client.sex": GONE}),
    "a client who pays": on(COMPLETE, {"client.sex": "", "payer": "client_pay"}),
}


PLANTED = (Fault("a client without sex", "commercial, uhc, lni", file=of_client(sex="")),)
