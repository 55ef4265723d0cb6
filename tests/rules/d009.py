"""D009 too-many-dx."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.changes import THIRTEEN, diagnosed
from tests.year.fault import Fault

BAD = {
    "13 diagnoses": on(
        HEALTH_TOLD,
        {
            "diagnoses": [
                "M54.2",
                "M62.838",
                "G44.209",
                "M54.6",
                "M25.511",
                "M25.512",
                "M25.551",
                "M25.552",
                "M25.561",
                "M25.562",
                "M79.601",
                "M79.602",
                "M79.604",
            ]
        },
    ),
}

GOOD = {
    "12 diagnoses": on(
        HEALTH_TOLD,
        {
            "diagnoses": [
                "M54.2",
                "M62.838",
                "G44.209",
                "M54.6",
                "M25.511",
                "M25.512",
                "M25.551",
                "M25.552",
                "M25.561",
                "M25.562",
                "M79.601",
                "M79.602",
            ]
        },
    ),
    "a client who pays": on(
        HEALTH_TOLD,
        {
            "payer": "client_pay",
            "diagnoses": [
                "M54.2",
                "M62.838",
                "G44.209",
                "M54.6",
                "M25.511",
                "M25.512",
                "M25.551",
                "M25.552",
                "M25.561",
                "M25.562",
                "M79.601",
                "M79.602",
                "M79.604",
            ],
        },
    ),
}


PLANTED = (Fault("thirteen diagnoses", "commercial, by code, on paper", diagnosed(*THIRTEEN, letters="A")),)
