"""A002 auth-date."""

from datetime import date

from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Authorization
from tests.rules.bases import BARE_MANUAL, MANUAL, PRESCRIPTION
from tests.rules.example import every, on
from tests.year.changes import days
from tests.year.client_files import on_that_day
from tests.year.fault import Fault

BAD = {
    "day 95 of a 90-day authorization": on(
        BARE_MANUAL,
        {
            "payer": "va_ccn",
            "authorizations": [{"number": "V1", "from": "2026-08-17", "to": "2026-11-14", "visits": 12}],
        },
    ),
    "visit 7, and the authorization begins later": on(
        BARE_MANUAL,
        {
            "payer": "premera",
            "earlier_visits": every(1, "2026-10-01", 6, {"state": "done"}),
            "authorizations": [{"from": "2026-12-01"}],
        },
    ),
}

GOOD = {
    "day 60 of a 90-day authorization": on(
        MANUAL,
        {
            "payer": "va_ccn",
            "authorizations": [{"number": "V1", "from": "2026-09-20", "to": "2026-12-18", "visits": 12}],
        },
    ),
    "not yet begun, but visit 4 of the free ones": on(
        MANUAL,
        {
            "payer": "premera",
            "earlier_visits": every(1, "2026-10-01", 3, {"state": "done"}),
            "authorizations": [{"from": "2026-12-01"}],
            "referral": PRESCRIPTION,
        },
    ),
    "expired, for a payer that asks for none": on(
        MANUAL,
        {
            "payer": {"id": "known", "name": "Granite Mutual", "authorization": {"required": False}},
            "authorizations": [{"to": "2026-01-01"}],
        },
    ),
}


def _authorization_over(file: ClientFile, day: date) -> ClientFile:
    payer = file.coverage[0].payer
    over = Authorization(id="a9", payer=payer, starts=day - days(95), ends=day - days(5))
    return file.model_copy(update={"authorizations": (over,)})


PLANTED = (
    Fault(
        "the authorization ended",
        "va, va back, va needles",
        file=on_that_day("authorizations", starts=lambda day: day - days(95), ends=lambda day: day - days(5)),
    ),
    Fault(
        "the authorization has not begun",
        "va, va back",
        file=on_that_day("authorizations", starts=lambda day: day + days(5)),
    ),
    Fault(
        "an authorization that ended, of a payer that may not ask for one",
        "commercial, uhc",
        file=_authorization_over,
    ),
)
