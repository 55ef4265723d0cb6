"""D023 dx-against-sex."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.client_files import of_client
from tests.year.fault import Fault

PREGNANT = on(COMPLETE, {"client.sex": "M", "diagnoses": ["M54.2", "O26.891"]})

BAD = {
    "a pregnancy of a man": PREGNANT,
    "a prostate of a woman": on(COMPLETE, {"client.sex": "F", "diagnoses": ["M54.2", "N41.1"]}),
}

GOOD = {
    "a pregnancy of a woman": on(PREGNANT, {"client.sex": "F"}),
    "no sex on file": on(PREGNANT, {"client.sex": ""}),
    "X on file": on(PREGNANT, {"client.sex": "X"}),
}


PLANTED = (
    Fault(
        "a pregnancy of a man",
        "commercial, uhc",
        diagnosed("M54.2", "O26.891", letters="A"),
        file=of_client(sex="M"),
    ),
)
