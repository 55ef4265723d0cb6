"""A031 case-of-another-kind."""

from tests.rules.a029 import ACCIDENT
from tests.rules.bases import COMPLETE, LNI
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "an injury at work, to the auto insurer": on(ACCIDENT, {"case.kind": "employment", "case.employer": "X"}),
    "an auto accident, to L&I": on(LNI, {"case.kind": "auto"}),
    "another kind of case, to the auto insurer": on(ACCIDENT, {"case.kind": "other"}),
}

GOOD = {
    "an auto accident, to the auto insurer": ACCIDENT,
    "an injury at work, to L&I": LNI,
    "no case, to a plan": COMPLETE,
}


PLANTED = (
    Fault(
        "an injury at work, to the auto insurer", "auto, auto manual", file=each("cases", kind="employment")
    ),
    Fault("an auto accident, to workers' compensation", "comp, lni", file=each("cases", kind="auto")),
)
