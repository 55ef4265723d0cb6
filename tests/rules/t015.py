"""T015 timed-equals-appointment."""

from charting_tui.records.visit import Appointment
from tests.rules.bases import MASSAGE
from tests.rules.example import GONE, on
from tests.year.changes import all_of, ended_at, minutes, with_visit
from tests.year.fault import Change, Fault

BOOKED_HOUR = on(
    MASSAGE,
    {"time_out": "10:00", "services.0.minutes": 60, "appointment": {"start": "09:00", "end": "10:00"}},
)

BAD = {
    "60 minutes in a booked hour": BOOKED_HOUR,
    "65 minutes in 65": on(MASSAGE, {"services.0.minutes": 65}),
    "no times, 60 minutes": on(BOOKED_HOUR, {"time_in": GONE, "time_out": GONE}),
}

GOOD = {
    "55 minutes in a booked hour": on(BOOKED_HOUR, {"services.0.minutes": 55}),
    "booked for 75 minutes": on(BOOKED_HOUR, {"appointment.end": "10:15"}),
    "the visit ran longer": on(BOOKED_HOUR, {"time_out": "10:10"}),
    "a practice whose bookings hold no intake": on(BOOKED_HOUR, {"practice.slots_hold_intake": False}),
    "a client who pays": on(BOOKED_HOUR, {"payer": "client_pay"}),
}


def _as_booked(spent: int) -> Change:
    """Let treatment fill the whole time, booked and kept."""
    return all_of(
        minutes(0, spent),
        ended_at(spent),
        with_visit(
            lambda visit: visit.model_copy(
                update={"appointment": Appointment(start=visit.time_in, end=visit.time_out)}
            )
        ),
    )


PLANTED = (Fault("treatment as long as the booked hour", "commercial, premera, uhc, lni", _as_booked(60)),)
