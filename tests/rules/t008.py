"""T008 no-time-in-out."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

NO_TIMES = on(COMPLETE, {"time_in": GONE, "time_out": GONE})

BAD = {
    "minutes alone": NO_TIMES,
    "no time out": on(COMPLETE, {"time_out": GONE}),
    "a booking is no time in": on(NO_TIMES, {"appointment": {"start": "09:00", "end": "10:00"}}),
}

GOOD = {
    "09:00 to 10:30": COMPLETE,
    "a client who pays": on(NO_TIMES, {"payer": "client_pay"}),
    "a line billed to the client": on(NO_TIMES, {"services.0.bill_to": "client"}),
    "a no-show": on(NO_TIMES, {"state": "no show"}),
}


PLANTED = (
    Fault(
        "no time in and out",
        "commercial, uhc, lni, medicare, comp, auto, va",
        visit(time_in=None, time_out=None),
    ),
    Fault("no time out", "premera, regence, medicaid", visit(time_out=None)),
)
