"""M020 active-treatment-not-named."""

from tests.rules.bases import EXERCISE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

UNNAMED = on(
    EXERCISE,
    {
        "therapist.licence_type": "DC",
        "note.objective": (
            "Left C4 restricted; rotation left 50 degrees before, 65 after. Adjustment of the cervical spine."
        ),
        "diagnoses": ["M99.01", "M54.2"],
        "services.0": line("98940", units=1, modifiers="", pointers="A", area="neck"),
        "abn_on_file": True,
    },
)

BAD = {
    "98940 without a modifier": UNNAMED,
    "98941 without a modifier": on(
        UNNAMED, {"services.0.code": "98941", "services.0.regions": ["cervical", "thoracic", "lumbar"]}
    ),
    "GP": on(UNNAMED, {"services.0.modifiers": ["GP"]}),
    "GY": on(UNNAMED, {"services.0": line("98940", units=1, modifiers="GY", pointers="A")}),
}

GOOD = {
    "AT": on(UNNAMED, {"services.0.modifiers": ["AT"]}),
    "GA with the notice on file": on(UNNAMED, {"services.0.modifiers": ["GA"]}),
    "a commercial payer": on(UNNAMED, {"payer": "commercial", "diagnoses": ["M54.2"]}),
    "GZ without a notice": on(UNNAMED, {"services.0.modifiers": ["GZ"], "abn_on_file": False}),
}


PLANTED = (Fault("an adjustment without a word of active treatment", "medicare adjustment", modifiers(0)),)
