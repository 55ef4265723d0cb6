"""D015 dx-not-on-referral."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK, PRESCRIBED, PRESCRIPTION
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {
    "M79.18, M54.2 prescribed": on(PRESCRIBED, {"diagnoses": ["M79.18"]}),
    "one code more than prescribed": on(PRESCRIBED, {"diagnoses": ["M54.2", "M62.838"]}),
    "M54.6 to Premera": on(PRESCRIBED, {"payer": "premera", "diagnoses": ["M54.6"]}),
}

GOOD = {
    "the prescribed code": PRESCRIBED,
    "a code under the prescribed heading": on(
        LOW_BACK,
        {
            "payer": "regence",
            "referral": {
                "name": "Dr Amy Lowe",
                "npi": "1730500109",
                "signed_on": "2026-10-20",
                "diagnoses": ["M54.5"],
            },
        },
    ),
    "another seventh character": on(
        PRESCRIBED, {"diagnoses": ["S13.4XXD"], "referral.diagnoses": ["S13.4XXA"]}
    ),
    "a prescribed code without its dot": on(PRESCRIBED, {"referral.diagnoses": ["m542"]}),
    "a prescription in words": on(
        PRESCRIBED, {"diagnoses": ["M62.838"], "referral.diagnoses": ["neck pain"]}
    ),
    "a prescription without diagnoses": on(PRESCRIBED, {"diagnoses": ["M79.18"], "referral.diagnoses": []}),
    "a payer that asks for none": on(HEALTH_TOLD, {"diagnoses": ["M79.18"], "referral": PRESCRIPTION}),
    "one of two prescribed codes": on(PRESCRIBED, {"referral.diagnoses": ["M54.2", "M62.838"]}),
}


PLANTED = (Fault("a diagnosis that was not prescribed", "regence, premera, ump, lni", diagnosed("M79.18")),)
