"""A042 benefit-missing."""

from charting_tui.records.eligibility import Benefit, Eligibility
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault


def benefits(*rows: dict[str, object]) -> dict[str, object]:
    return on(COMPLETE, {"coverage.0.eligibility": {"benefits": list(rows)}})


BAD = {"no massage": benefits({"service": "massage", "covered": False})}

GOOD = {
    "massage is covered": benefits({"service": "massage", "covered": True}),
    "no acupuncture": benefits({"service": "acupuncture", "covered": False}),
    "not asked": benefits({"service": "massage"}),
}


PLANTED = (
    Fault(
        "a plan without massage",
        "commercial, regence",
        file=each("coverage", eligibility=Eligibility(benefits=(Benefit(service="massage", covered=False),))),
    ),
)
