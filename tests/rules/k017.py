"""K017 charge-missing."""

from tests.rules.bases import MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "97140, and the fees have 97124 only": on(
        MANUAL,
        {
            "practice.fees": [line("97124", cents="45.00", since="2026-01-01")],
            "note.objective": (
                "Left upper trapezius grade 3. Effleurage and petrissage of neck and "
                "upper back. Rotation left 50 degrees before, 65 after. Myofascial "
                "release of the neck."
            ),
            "services.0.modifiers": [],
        },
    ),
    "a fee of next year": on(MASSAGE, {"practice.fees": [line("97124", cents="45.00", since="2027-01-01")]}),
}

GOOD = {
    "a code with a fee": on(MASSAGE, {"practice.fees": [line("97124", cents="45.00", since="2026-01-01")]}),
    "a charge and a fee": on(
        MASSAGE,
        {"practice.fees": [line("97124", cents="45.00", since="2026-01-01")], "services.0.charge": "180.00"},
    ),
    "a practice without fees": MASSAGE,
}


PLANTED = (
    Fault(
        "a code without a fee",
        "commercial therapy, medicaid therapy, comp therapy, pip",
        all_of(added("97535", minutes=15), said("objective", "Taught body mechanics at home.")),
    ),
)
