"""M011 at-on-wrong-code."""

from tests.rules.bases import EXERCISE, MANUAL
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "97140-GP-AT": on(
        MANUAL,
        {
            "payer": "medicare",
            "therapist.licence_type": "PT",
            "services.0": line("97140", 45, 3, "GP AT", "A"),
        },
    ),
    "97110-AT-GP": on(EXERCISE, {"services.0.modifiers": ["AT", "GP"]}),
}

GOOD = {
    "98941-AT": on(
        EXERCISE,
        {
            "therapist.licence_type": "DC",
            "note.objective": (
                "Left C4 restricted; rotation left 50 degrees before, 65 after. "
                "Adjustment of the cervical spine."
            ),
            "diagnoses": ["M99.01", "M54.2"],
            "services.0": line(
                "98941",
                units=1,
                modifiers="AT",
                pointers="A",
                area="neck",
                regions=["cervical", "thoracic", "lumbar"],
            ),
        },
    ),
    "a commercial payer": on(MANUAL, {"services.0": line("97140", 45, 3, "GP AT", "A")}),
    "97110 without AT": EXERCISE,
}


PLANTED = (Fault("active treatment on therapy", "medicare, medicare back", modifiers(0, "GP AT")),)
