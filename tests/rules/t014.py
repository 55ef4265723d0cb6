"""T014 therapist-double-booked."""

from tests.rules.bases import MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.fault import Fault

BAD = {
    "the other from 9:30 to 10:30": on(
        MASSAGE, {"therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30"}]}
    ),
    "the other took all its 60 minutes": on(
        MASSAGE,
        {"therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30", "minutes": 60}]},
    ),
    "15 minutes do not fit either": on(
        MASSAGE,
        {"therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30", "minutes": 15}]},
    ),
    "both do not fit, by their minutes": on(
        MASSAGE,
        {
            "services.0": line("97124", 30, 2, "GP", "A", blocks=[{"in": "09:00", "out": "09:30"}]),
            "therapist_day": [{"client": "Roe, Max", "time_in": "09:15", "time_out": "10:15", "minutes": 60}],
        },
    ),
    "a client who pays": on(
        MASSAGE,
        {
            "payer": "client_pay",
            "therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30"}],
        },
    ),
    "a long name with marks": on(
        MASSAGE,
        {
            "therapist_day": [
                {
                    "client": "Ántoñ [red] 🙂, a family name that goes on and on",
                    "time_in": "09:10",
                    "time_out": "09:40",
                    "minutes": 30,
                }
            ]
        },
    ),
}

GOOD = {
    "the other from 10:05": on(
        MASSAGE, {"therapist_day": [{"client": "Roe, Max", "time_in": "10:05", "time_out": "11:05"}]}
    ),
    "the other until 9:00": on(
        MASSAGE, {"therapist_day": [{"client": "Roe, Max", "time_in": "08:00", "time_out": "09:00"}]}
    ),
    "the other took no one-to-one minutes": on(
        MASSAGE,
        {"therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30", "minutes": 0}]},
    ),
    "both fit, by their minutes": on(
        MASSAGE,
        {
            "services.0": line("97124", 30, 2, "GP", "A", blocks=[{"in": "09:00", "out": "09:30"}]),
            "therapist_day": [{"client": "Roe, Max", "time_in": "09:15", "time_out": "10:15", "minutes": 45}],
        },
    ),
    "a group": on(
        MANUAL,
        {
            "note.objective": (
                "Left upper trapezius grade 3. Rotation left 50 degrees. Group of four: "
                "strengthening of the neck, 3 x 10."
            ),
            "services.0": line("97150", units=1, modifiers="GP", pointers="A"),
            "therapist_day": [{"client": "Roe, Max", "time_in": "09:30", "time_out": "10:30"}],
        },
    ),
    "the other's end is not known": on(
        MASSAGE, {"therapist_day": [{"client": "Roe, Max", "time_in": "09:30"}]}
    ),
    "nobody else": MASSAGE,
}


PLANTED = (Fault("two clients at one time", "commercial, uhc therapy, lni, self", twice=True),)
