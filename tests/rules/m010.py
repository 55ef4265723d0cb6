"""M010 at-with-liability."""

from tests.rules.bases import EXERCISE
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

ACTIVE_TREATMENT = on(
    EXERCISE,
    {
        "therapist.licence_type": "DC",
        "note.objective": (
            "Left C4 restricted; rotation left 50 degrees before, 65 after. Adjustment of the cervical spine."
        ),
        "diagnoses": ["M99.01", "M54.2"],
        "services.0": line("98940", units=1, modifiers="AT", pointers="A", area="neck"),
    },
)

BAD = {
    "AT GA": on(ACTIVE_TREATMENT, {"services.0.modifiers": ["AT", "GA"], "abn_on_file": True}),
    "GZ AT": on(ACTIVE_TREATMENT, {"services.0.modifiers": ["GZ", "AT"]}),
}

GOOD = {
    "GA with the notice on file": on(ACTIVE_TREATMENT, {"services.0.modifiers": ["GA"], "abn_on_file": True}),
    "AT alone": ACTIVE_TREATMENT,
    "a commercial payer": on(
        ACTIVE_TREATMENT,
        {"payer": "commercial", "diagnoses": ["M54.2"], "services.0.modifiers": ["AT", "GA"]},
    ),
}


PLANTED = (Fault("active treatment that will not be paid", "medicare adjustment", modifiers(0, "AT GY")),)
