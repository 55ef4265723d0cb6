"""D024 dx-against-age."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {"a newborn's injury of an adult": on(COMPLETE, {"diagnoses": ["M54.2", "P14.3"]})}

GOOD = {
    "of a child": on(
        COMPLETE,
        {
            "diagnoses": ["M54.2", "P14.3"],
            "client.birth_date": "2024-02-03",
            "client.guardian": {"name": "Doe, Pat", "phone": "360-555-0100"},
        },
    ),
    "an adult's diagnosis": COMPLETE,
}


PLANTED = (
    Fault(
        "a newborn's injury of an adult",
        "commercial, uhc",
        diagnosed("M54.2", "P14.3", letters="A"),
        also="D002",
        why="the starter table holds no newborns' diagnoses and says so",
    ),
)
