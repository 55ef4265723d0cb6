"""C030 adjustment-regions."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import line, on
from tests.year.changes import with_line
from tests.year.fault import Fault

TWO_REGIONS = on(
    MANUAL_45,
    {
        "therapist.licence_type": "DC",
        "diagnoses": ["M99.01", "M99.02"],
        "note.objective": (
            "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 after. Adjusted C5 and T4."
        ),
        "services.0": line(
            "98940", units=1, modifiers="", pointers="AB", regions=["cervical", "thoracic"], area="neck"
        ),
    },
)

BAD = {
    "98941 for two regions": on(TWO_REGIONS, {"services.0.code": "98941"}),
    "98941 for one diagnosis": on(
        TWO_REGIONS,
        {
            "diagnoses": ["M99.01"],
            "services.0": line("98941", units=1, modifiers="", pointers="A", regions=[], area="neck"),
        },
    ),
    "98940 for three regions": on(
        TWO_REGIONS,
        {
            "diagnoses": ["M99.01", "M99.02", "M99.03"],
            "services.0.pointers": ["A", "B", "C"],
            "services.0.regions": ["C5-C6", "T4", "L5"],
        },
    ),
}

GOOD = {
    "98940 for two regions": TWO_REGIONS,
    "98941 for three diagnoses": on(
        TWO_REGIONS,
        {
            "diagnoses": ["M99.01", "M99.02", "M99.03"],
            "services.0": line("98941", units=1, modifiers="", pointers="ABC", regions=[], area="neck"),
        },
    ),
    "diagnoses that name one region": on(
        TWO_REGIONS,
        {
            "diagnoses": ["M54.2", "M54.59"],
            "services.0": line("98941", units=1, modifiers="", pointers="AB", regions=[], area="neck"),
        },
    ),
}


PLANTED = (
    Fault(
        "an adjustment of three regions, coded for two",
        "uhc adjustment, auto adjustment",
        with_line(0, regions=("cervical", "thoracic", "lumbar")),
    ),
    Fault(
        "an adjustment coded for more regions than were adjusted",
        "uhc adjustment",
        with_line(0, code="98941", regions=("cervical", "thoracic")),
    ),
)
