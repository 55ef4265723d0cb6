"""A049 auth-asked-late."""

from datetime import date, timedelta

from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Authorization
from tests.rules.bases import COMPLETE
from tests.rules.example import every, on
from tests.year.fault import Fault, billed_to

ASKED = on(
    COMPLETE,
    {
        "payer": "uhc_medicare",
        "therapist.licence_type": "PT",
        "therapist.taxonomy": "225100000X",
        "services.0.modifiers": ["GP"],
        "authorizations": [
            {
                "number": "U1",
                "from": "2026-10-01",
                "to": "2026-12-31",
                "visits": 12,
                "requested_on": "2026-10-31",
            }
        ],
        "earlier_visits": every(7, "2026-10-01", 3, {"state": "done"}),
    },
)

BAD = {"30 days after the first visit": ASKED}

GOOD = {
    "before the first visit": on(ASKED, {"authorizations.0.requested_on": "2026-09-28"}),
    "on day 14": on(ASKED, {"authorizations.0.requested_on": "2026-10-15"}),
    "nobody knows when": on(ASKED, {"authorizations.0.requested_on": None}),
}


def asked_late(file: ClientFile, day: date) -> ClientFile:
    leave = Authorization(
        id="a1",
        payer="asks_first",
        number="G0417",
        starts=day - timedelta(days=30),
        ends=day + timedelta(days=60),
        visits=12,
        requested_on=day + timedelta(days=20),
    )
    return file.model_copy(update={"authorizations": (leave,)})


PLANTED = (
    billed_to("asks_first", Fault("an authorization asked for too late", "commercial", file=asked_late)),
)
