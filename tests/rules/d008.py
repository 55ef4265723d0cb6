"""D008 excludes1."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK, RIGHT_SHOULDER
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "M62.838 with M79.18": on(HEALTH_TOLD, {"diagnoses": ["M62.838", "M79.18"]}),
    "M54.50 with M54.41": on(LOW_BACK, {"diagnoses": ["M54.50", "M54.41"]}),
    "M54.2 with M50.20": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "M50.20"]}),
}

GOOD = {
    "a muscle spasm and neck pain": on(HEALTH_TOLD, {"diagnoses": ["M62.838", "M54.2"]}),
    "neck pain and low back pain": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "M54.50"]}),
    "two injuries": on(HEALTH_TOLD, {"diagnoses": ["S13.4XXA", "S16.1XXA"]}),
    "a headache and neck pain": on(HEALTH_TOLD, {"diagnoses": ["G44.209", "M54.2"]}),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["M62.838", "M79.18"]}),
    "a shoulder and an arm": on(RIGHT_SHOULDER, {"diagnoses": ["M25.511", "M79.601"]}),
}


PLANTED = (
    Fault("two diagnoses that exclude one another", f"{NECKS}, medicare", diagnosed("M62.838", "M79.12")),
    Fault("neck pain beside the disc that causes it", NECKS, diagnosed("M54.2", "M50.20")),
)
