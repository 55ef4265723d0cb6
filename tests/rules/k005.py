"""K005 dos-illogical."""

from datetime import date

from charting_tui.records.chart import ClientFile
from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import GONE, on
from tests.year.changes import days
from tests.year.client_files import each, of_client, policy_ended
from tests.year.fault import Ending, Fault

BAD = {
    "a visit after today": on(BARE_MANUAL, {"coverage": GONE, "date": "2027-01-01"}),
    "a client born after the visit": on(BARE_MANUAL, {"client.birth_date": "2026-11-20"}),
    "coverage begins after the visit": on(BARE_MANUAL, {"coverage.0": {"from": "2026-12-01"}}),
    "coverage ended before the visit": on(BARE_MANUAL, {"coverage.0": {"to": "2026-10-31"}}),
}

GOOD = {
    "a visit of today": MANUAL,
    "two policies in a row": on(
        MANUAL,
        {
            "coverage.0": {"to": "2026-10-31", "member_id": "X100"},
            "coverage.1": {"from": "2026-11-01", "member_id": "X100"},
        },
    ),
    "a client who pays": on(
        MANUAL, {"payer": "client_pay", "coverage.0": {"to": "2026-10-31", "member_id": "X100"}}
    ),
    "a booked visit": on(
        BARE_MANUAL,
        {
            "client.consent": {"signed_on": "2026-08-03"},
            "date": "2026-12-01",
            "state": "booked",
            "note": {},
            "services": [],
        },
    ),
}


_TOMORROW = date(2026, 11, 28)


def _policy_later(file: ClientFile, day: date) -> ClientFile:
    return each("coverage", starts=day + days(1))(file, day)


def _born_later(file: ClientFile, day: date) -> ClientFile:
    return of_client(birth_date=day + days(1))(file, day)


PLANTED = (
    Fault("a visit of a day to come", "commercial, self, lni, uhc", since=_TOMORROW, ending=Ending.SIGNED),
    Fault("the policy ended the day before", "premera, regence, medicaid", file=policy_ended),
    Fault("the policy begins the day after", "commercial, uhc, ump", file=_policy_later),
    Fault("born after the visit", "commercial, auto", file=_born_later),
)
