"""D011 pointer-too-many."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.changes import THIRTEEN, diagnosed
from tests.year.fault import Fault

BAD = {
    "ABCDE": on(
        HEALTH_TOLD,
        {
            "diagnoses": ["M54.2", "M62.838", "G44.209", "M54.6", "M25.511", "M25.512"],
            "services.0.pointers": ["A", "B", "C", "D", "E"],
        },
    ),
}

GOOD = {
    "ABCD": on(
        HEALTH_TOLD,
        {
            "diagnoses": ["M54.2", "M62.838", "G44.209", "M54.6", "M25.511", "M25.512"],
            "services.0.pointers": ["A", "B", "C", "D"],
        },
    ),
    "a blank fifth one": on(
        HEALTH_TOLD,
        {
            "diagnoses": ["M54.2", "M62.838", "G44.209", "M54.6", "M25.511", "M25.512"],
            "services.0.pointers": ["A", "B", "C", "D", ""],
        },
    ),
    "a client who pays": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "diagnoses": ["M54.2", "M62.838", "G44.209", "M54.6", "M25.511", "M25.512"],
            "services.0.pointers": ["A", "B", "C", "D", "E"],
        },
    ),
}


PLANTED = (Fault("five letters", "commercial, on paper", diagnosed(*THIRTEEN[:5], letters="ABCDE")),)
