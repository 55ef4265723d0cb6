"""D018 initial-encounter-late."""

from tests.rules.bases import MASSAGE
from tests.rules.example import GONE, line, on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

ELEVENTH_WITH_A = on(
    MASSAGE,
    {
        "diagnoses": ["S13.4XXA"],
        "earlier_visits": [
            {
                "date": "2026-10-01",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 40 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-02",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 41 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-03",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 42 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-04",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 43 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-05",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 44 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-06",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 45 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-07",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 46 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-08",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 47 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-09",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 48 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
            {
                "date": "2026-10-10",
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 49 degrees."},
                "diagnoses": ["S13.4XXA"],
            },
        ],
    },
)

BAD = {
    "S13.4XXA after ten visits with it": ELEVENTH_WITH_A,
    "a payer that asks after four visits": on(
        ELEVENTH_WITH_A,
        {
            "payer": {"name": "Few", "initial_encounter_visits": 4},
            "earlier_visits.4": GONE,
            "earlier_visits.5": GONE,
            "earlier_visits.6": GONE,
            "earlier_visits.7": GONE,
            "earlier_visits.8": GONE,
            "earlier_visits.9": GONE,
        },
    ),
    "A and D together": on(ELEVENTH_WITH_A, {"diagnoses": ["S13.4XXA", "S13.4XXD"]}),
}

GOOD = {
    "S13.4XXD from the beginning": on(
        ELEVENTH_WITH_A, {"diagnoses": ["S13.4XXD"], "earlier_visits.*.diagnoses": ["S13.4XXD"]}
    ),
    "ten visits": on(ELEVENTH_WITH_A, {"earlier_visits.9": GONE}),
    "A after visits with D": on(ELEVENTH_WITH_A, {"earlier_visits.*.diagnoses": ["S13.4XXD"]}),
    "not an injury": on(ELEVENTH_WITH_A, {"diagnoses": ["M54.2"], "earlier_visits.*.diagnoses": ["M54.2"]}),
    "a client who pays": on(ELEVENTH_WITH_A, {"payer": "client_pay"}),
}


PLANTED = (
    Fault(
        "the eleventh visit with the letter A",
        "auto, auto manual",
        visits=11,
        draft=diagnosed("S13.4XXA"),
        before=diagnosed("S13.4XXA"),
    ),
    Fault(
        "the eleventh visit with the letter A, of a work injury",
        "comp",
        visits=11,
        draft=diagnosed("S39.012A"),
        before=diagnosed("S39.012A"),
    ),
)
