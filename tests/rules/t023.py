"""T023 therapist-day-too-long."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on

FULL = [
    {"client": f"c{at}", "time_in": f"{at:02}:00", "time_out": f"{at:02}:59", "minutes": 59}
    for at in (7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21)
]

BAD = {"thirteen hours": on(COMPLETE, {"therapist_day": FULL})}

GOOD = {
    "eight hours": on(COMPLETE, {"therapist_day": FULL[:7]}),
    "nobody else": COMPLETE,
}


NEVER_PLANTED = "a day of the year has seven slots of less than 90 minutes"
