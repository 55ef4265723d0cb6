"""T016 unit-short-by-minutes."""

from tests.rules.bases import MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import all_of, minutes
from tests.year.fault import Fault

BAD = {
    "52 minutes, 3 units": on(MASSAGE, {"services.0": line("97124", 52, 3, "GP", "A")}),
    "6 minutes, for a payer that counts each code alone": on(
        MASSAGE,
        {"payer": {"name": "By code", "unit_rule": "ama"}, "services.0": line("97124", 6, 0, "GP", "A")},
    ),
    "22 minutes of the second code": on(
        MANUAL,
        {
            "payer": {"name": "By code", "unit_rule": "ama"},
            "note.objective": "Rotation left 50 degrees. Effleurage. Strengthening of the neck, 3 x 10.",
            "services": [line("97124", 30, 2, "GP", "A"), line("97110", 22, 1, "GP", "A")],
        },
    ),
    "51 minutes, billed to the client": on(
        MASSAGE, {"services.0": line("97124", 51, 3, "GP", "A", bill_to="client")}
    ),
}

GOOD = {
    "45 minutes": on(MASSAGE, {"services.0": line("97124", 45, 3, "GP", "A")}),
    "53 minutes": MASSAGE,
    "50 minutes": on(MASSAGE, {"services.0": line("97124", 50, 3, "GP", "A")}),
    "24 and 30 minutes": on(
        MANUAL,
        {
            "note.objective": "Rotation left 50 degrees. Effleurage. Strengthening of the neck, 3 x 10.",
            "services": [line("97124", 30, 2, "GP", "A"), line("97110", 24, 2, "GP", "A")],
        },
    ),
    "a line not billed": on(
        MASSAGE, {"services.0": line("97124", 22, modifiers="GP", pointers="A", bill_to="nobody")}
    ),
}


PLANTED = (
    Fault("a unit missed by a minute", "commercial manual, auto manual, self back", minutes(0, 52)),
    Fault(
        "a unit missed by two minutes",
        "commercial therapy, medicaid therapy",
        all_of(minutes(0, 21), minutes(1, 15)),
    ),
)
