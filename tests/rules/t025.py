"""T025 far-from-booking."""

from datetime import time

from charting_tui.records.visit import Appointment
from tests.rules.bases import MASSAGE
from tests.rules.example import on
from tests.year.changes import with_visit
from tests.year.fault import Fault

BAD = {
    "booked five hours later": on(MASSAGE, {"appointment": {"start": "14:00", "end": "15:00"}}),
    "booked two hours earlier": on(MASSAGE, {"appointment": {"start": "07:00", "end": "08:00"}}),
}

GOOD = {
    "begun as booked": on(MASSAGE, {"appointment": {"start": "09:00", "end": "10:00"}}),
    "nearly two hours late": on(MASSAGE, {"appointment": {"start": "07:05", "end": "08:00"}}),
    "no booking": MASSAGE,
}

_EARLY = Appointment(start=time(5), end=time(6))

PLANTED = (
    Fault(
        "booked for five in the morning",
        "commercial, premera, uhc, lni",
        with_visit(lambda visit: visit.model_copy(update={"appointment": _EARLY})),
    ),
)
