"""C032 evaluation-again."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

EVALUATED_AGAIN = on(
    MANUAL_45,
    {
        "therapist.licence_type": "PT",
        "note.objective": (
            "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
            "after. Evaluation: history, posture, strength. Joint mobilization of "
            "the neck, 15 minutes."
        ),
        "services.0": line("97161", units=1, pointers="A", area="neck"),
        "services.1": line("97140", 15, 1, pointers="A", area="neck", techniques=["joint mobilization"]),
        "earlier_visits": [
            {
                "date": "2026-11-12",
                "state": "done",
                "diagnoses": ["M54.2"],
                "services": [line("97161", units=1)],
            }
        ],
    },
)

BAD = {
    "97161 a week after 97161": EVALUATED_AGAIN,
    "97165 a month after 97167": on(
        EVALUATED_AGAIN,
        {
            "therapist.licence_type": "OT",
            "services": [line("97165", units=1, pointers="A", area="neck")],
            "earlier_visits.0.date": "2026-10-12",
            "earlier_visits.0.services.0.code": "97167",
        },
    ),
    "97164 a week after 97164": on(
        EVALUATED_AGAIN, {"services.0.code": "97164", "earlier_visits.0.services.0.code": "97164"}
    ),
}

GOOD = {
    "97164 a month after 97164": on(
        EVALUATED_AGAIN,
        {
            "services.0.code": "97164",
            "earlier_visits.0.services.0.code": "97164",
            "earlier_visits.0.date": "2026-10-12",
        },
    ),
    "97164, a re-evaluation": on(EVALUATED_AGAIN, {"services.0.code": "97164"}),
    "five months later": on(EVALUATED_AGAIN, {"earlier_visits.0.date": "2026-06-12"}),
    "another diagnosis": on(
        EVALUATED_AGAIN, {"earlier_visits.0.date": "2026-11-02", "earlier_visits.0.diagnoses": ["M25.561"]}
    ),
    "after a discharge": on(
        EVALUATED_AGAIN,
        {
            "earlier_visits.0.date": "2026-10-01",
            "earlier_visits.1": {
                "date": "2026-11-02",
                "state": "done",
                "diagnoses": ["M54.2"],
                "services": [line("97140", units=1)],
                "kind": "discharge",
            },
        },
    ),
}


PLANTED = (
    Fault(
        "an evaluation days after another",
        "evaluated",
        visits=2,
        number=0,
        draft=all_of(added("97161"), said("objective", "Evaluation of the neck.")),
    ),
)
