"""D020 diagnosis-not-first."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "S13.4XXS alone": on(MANUAL_45, {"diagnoses": ["S13.4XXS"]}),
    "the cause first": on(
        MANUAL_45, {"diagnoses": ["W19.XXXA", "S16.1XXD"], "services.0.pointers": ["A", "B"]}
    ),
    "a status code first": on(MANUAL_45, {"diagnoses": ["Z98.1", "M54.2"]}),
    "aftercare before an injury": on(MANUAL_45, {"diagnoses": ["Z47.89", "S16.1XXD"]}),
    "a social code alone": on(MANUAL_45, {"diagnoses": ["Z60.2"]}),
}

GOOD = {
    "M54.2, then S13.4XXS": on(MANUAL_45, {"diagnoses": ["M54.2", "S13.4XXS"]}),
    "aftercare, then the hip": on(
        MANUAL_45,
        {
            "diagnoses": ["Z47.1", "M25.551"],
            "note.objective": "Right hip guarded, strength 4/5. Myofascial release of the hip, 45 minutes.",
            "services.0.area": "right hip",
        },
    ),
    "the injury, then its cause": on(MANUAL_45, {"diagnoses": ["S16.1XXD", "W19.XXXD"]}),
}


PLANTED = (
    Fault("what an injury left stands first", NECKS, diagnosed("S13.4XXS")),
    Fault("a status stands first", "commercial, on paper", diagnosed("Z98.1", "M54.2")),
)
