"""K029 birth-date-impossible."""

from datetime import date

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import of_client
from tests.year.fault import Fault

HOLDER = {"name": "Doe, Robin", "relationship": "spouse", "birth_date": "1880-04-17"}

BAD = {
    "born in 1826": on(COMPLETE, {"client.birth_date": "1826-02-03"}),
    "a spouse born in 1880": on(COMPLETE, {"coverage.0.subscriber": HOLDER}),
}

GOOD = {
    "born in 1926": on(COMPLETE, {"client.birth_date": "1926-02-03"}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "client.birth_date": "1826-02-03"}),
}


PLANTED = (
    Fault(
        "born two hundred years ago",
        "commercial, medicaid, comp",
        file=of_client(birth_date=date(1826, 2, 3)),
    ),
)
