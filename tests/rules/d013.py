"""D013 dx-region-vs-treatment."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK, RIGHT_SHOULDER
from tests.rules.example import line, on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "the neck for M54.50": on(HEALTH_TOLD, {"diagnoses": ["M54.50"], "services.0.area": "neck"}),
    "M54.50 first, the neck treated": on(
        HEALTH_TOLD, {"diagnoses": ["M54.50", "M54.2"], "services.0.area": "left upper traps, levator"}
    ),
    "the neck and upper back for a knee": on(
        HEALTH_TOLD, {"diagnoses": ["M25.561"], "areas": ["neck", "upper back"]}
    ),
}

GOOD = {
    "the neck for M54.2": on(HEALTH_TOLD, {"services.0.area": "neck"}),
    "glutes and QL for the low back": on(LOW_BACK, {"services.0.area": "glutes, QL"}),
    "both parts for both codes": on(
        HEALTH_TOLD,
        {
            "diagnoses": ["M54.2", "M25.511"],
            "services.0": line("97140", 53, 4, "GP", "AB", area="neck, R shoulder"),
        },
    ),
    "rhomboids for the neck": on(HEALTH_TOLD, {"services.0.area": "rhomboids, subscap"}),
    "a code without a region": on(HEALTH_TOLD, {"diagnoses": ["M79.18"], "services.0.area": "calves"}),
    "the leg for sciatica": on(LOW_BACK, {"diagnoses": ["M54.31"], "services.0.area": "hamstrings, calf"}),
    "the forearm for a neck root": on(HEALTH_TOLD, {"diagnoses": ["M54.12"], "services.0.area": "forearm"}),
    "the back for the low back": on(LOW_BACK, {"services.0.area": "back"}),
    "a client who pays": on(
        HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["M54.50"], "services.0.area": "neck"}
    ),
    "the arm for arm pain": on(
        RIGHT_SHOULDER, {"diagnoses": ["M79.601"], "services.0.area": "biceps, forearm"}
    ),
    "the whole body": on(LOW_BACK, {"services.0.area": "full body"}),
}


PLANTED = (Fault("a diagnosis of another region", f"{NECKS}, medicaid therapy", diagnosed("M25.561")),)
