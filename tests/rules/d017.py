"""D017 duplicate-dx."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "M54.2 as A and B": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "M54.2"]}),
    "the same code without its dot": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "M62.838", "m542"]}),
    "A and C, with pointers to C and B": on(
        HEALTH_TOLD, {"diagnoses": ["M54.2", "M62.838", "M54.2"], "services.0.pointers": ["C", "B"]}
    ),
}

GOOD = {
    "M54.2 once": HEALTH_TOLD,
    "two codes": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "M62.838"]}),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["M54.2", "M54.2"]}),
}


PLANTED = (
    Fault(
        "a diagnosis twice",
        f"{NECKS}, premera, auto",
        lambda draft: diagnosed(draft.visit.diagnoses[0], draft.visit.diagnoses[0], letters="A")(draft),
    ),
)
