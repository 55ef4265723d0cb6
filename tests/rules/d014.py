"""D014 injury-without-accident."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

WHIPLASH = on(HEALTH_TOLD, {"payer": "auto", "diagnoses": ["S13.4XXA"]})

BAD = {
    "no case at all": WHIPLASH,
    "a case without its day": on(WHIPLASH, {"case": {"kind": "auto", "state": "FL"}}),
    "workers' compensation without a case": on(
        LOW_BACK, {"payer": "workers_comp", "diagnoses": ["S39.012D"]}
    ),
}

GOOD = {
    "an auto accident with its day": on(
        WHIPLASH, {"case": {"kind": "auto", "state": "FL", "injury_date": "2026-03-01", "claim_number": "C1"}}
    ),
    "no injury code": on(HEALTH_TOLD, {"payer": "auto"}),
    "a commercial payer": on(HEALTH_TOLD, {"diagnoses": ["S13.4XXA"]}),
    "a client who pays": on(WHIPLASH, {"payer": "client_pay"}),
}


PLANTED = (
    Fault("an accident without its day", "auto, auto manual, pip", file=each("cases", injury_date=None)),
)
