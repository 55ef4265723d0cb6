"""K004 pos-invalid."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "28, which is none": on(HEALTH_TOLD, {"place": "28"}),
    "telehealth at home": on(HEALTH_TOLD, {"place": "10"}),
    "a word": on(HEALTH_TOLD, {"place": "office"}),
}

GOOD = {
    "place 11": HEALTH_TOLD,
    "the home": on(HEALTH_TOLD, {"place": "12"}),
    "the place of work": on(HEALTH_TOLD, {"place": "18"}),
    "no place": on(HEALTH_TOLD, {"place": GONE}),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "place": "28"}),
}


PLANTED = (
    Fault("a place that is none", "commercial, uhc, premera, auto, va", visit(place="28")),
    Fault("hands-on work by telehealth", "commercial back, medicaid, medicare", visit(place="02")),
)
