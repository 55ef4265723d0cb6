"""D016 stress-as-primary."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "Z73.3 first": on(HEALTH_TOLD, {"diagnoses": ["Z73.3", "M54.2"]}),
    "F41.1 alone": on(HEALTH_TOLD, {"diagnoses": ["F41.1"]}),
    "insomnia first, with 97124": on(
        HEALTH_TOLD,
        {
            "note.objective": "Left upper trapezius grade 3. Effleurage and petrissage of the neck.",
            "diagnoses": ["G47.00", "M54.2"],
            "services.0.code": "97124",
        },
    ),
}

GOOD = {
    "M54.2 first": on(HEALTH_TOLD, {"diagnoses": ["M54.2", "Z73.3"]}),
    "no stress code": HEALTH_TOLD,
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["Z73.3"]}),
    "anxiety second": on(HEALTH_TOLD, {"diagnoses": ["G44.209", "F41.1"]}),
}


PLANTED = (Fault("stress stands first", f"{NECKS}, commercial back", diagnosed("Z73.3", "M54.59")),)
