"""K015 lmn-missing."""

from datetime import date

from tests.rules.bases import COMPLETE, SELF_PAY
from tests.rules.example import on
from tests.year.client_files import of_client
from tests.year.fault import Fault

BAD = {
    "no letter": on(SELF_PAY, {"client.health_account": True}),
    "a letter older than a year": on(
        SELF_PAY, {"client.health_account": True, "client.necessity_letter_on": "2025-11-18"}
    ),
}

GOOD = {
    "a letter of January": on(
        SELF_PAY, {"client.health_account": True, "client.necessity_letter_on": "2026-01-08"}
    ),
    "a letter a year old to the day": on(
        SELF_PAY, {"client.health_account": True, "client.necessity_letter_on": "2025-11-19"}
    ),
    "no health account": SELF_PAY,
    "a commercial payer": on(COMPLETE, {"client.health_account": True}),
}


PLANTED = (
    Fault("a health account without letter", "health account", file=of_client(necessity_letter_on=None)),
    Fault(
        "a health account with a letter of two years ago",
        "health account",
        file=of_client(necessity_letter_on=date(2024, 6, 1)),
    ),
)
