"""M026 notice-old."""

from datetime import date

from tests.rules.example import on
from tests.rules.m020 import UNNAMED
from tests.year.changes import modifiers
from tests.year.client_files import of_client
from tests.year.fault import Fault

NOTICE = on(UNNAMED, {"services.0.modifiers": ["GA"], "client.abn_signed_on": "2024-03-01"})

BAD = {"a notice of two years ago": NOTICE}

GOOD = {
    "a notice of this spring": on(NOTICE, {"client.abn_signed_on": "2026-03-01"}),
    "an old one, and active treatment": on(NOTICE, {"services.0.modifiers": ["AT"]}),
}


PLANTED = (
    Fault(
        "an old notice",
        "medicare adjustment",
        modifiers(0, "GA"),
        file=of_client(abn_signed_on=date(2024, 3, 1)),
    ),
)
