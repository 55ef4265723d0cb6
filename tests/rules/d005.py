"""D005 icd-7th-missing."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {
    "S13.4": on(HEALTH_TOLD, {"diagnoses": ["S13.4"]}),
    "S13.4XX": on(HEALTH_TOLD, {"diagnoses": ["S13.4XX"]}),
    "S16.1 before another code": on(HEALTH_TOLD, {"diagnoses": ["S16.1", "M54.2"]}),
    "S39.012": on(LOW_BACK, {"diagnoses": ["S39.012"]}),
}

GOOD = {
    "S13.4XXA": on(HEALTH_TOLD, {"diagnoses": ["S13.4XXA"]}),
    "two codes with D": on(HEALTH_TOLD, {"diagnoses": ["S13.4XXD", "S16.1XXD"]}),
    "no injury code": HEALTH_TOLD,
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["S13.4"]}),
}


PLANTED = (
    Fault("an injury without its seventh character", "auto, auto manual, pip", diagnosed("S13.4")),
    Fault("a work injury without its seventh character", "comp, lni manual", diagnosed("S39.012")),
    Fault("an injury with fill and no seventh character", "auto, pip therapy", diagnosed("S16.1XX")),
)
