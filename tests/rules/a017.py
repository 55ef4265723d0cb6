"""A017 wc-case-fields."""

from tests.rules.bases import COMPLETE, LNI, WORK_CASE
from tests.rules.example import GONE, on
from tests.year.client_files import each, none_of
from tests.year.fault import Fault

WORK_INJURY = on(COMPLETE, {"payer": "workers_comp", "case": WORK_CASE})

BAD = {
    "no claim number": on(WORK_INJURY, {"case.claim_number": ""}),
    "no employer": on(WORK_INJURY, {"case.employer": GONE}),
    "no day of injury": on(WORK_INJURY, {"case.injury_date": GONE}),
    "a blank claim number for L&I": on(LNI, {"case.claim_number": " "}),
}

GOOD = {
    "claim number, day of injury and employer": WORK_INJURY,
    "no case is known": on(COMPLETE, {"payer": "workers_comp"}),
    "a commercial payer": COMPLETE,
    "a line not billed": on(WORK_INJURY, {"services.0.bill_to": "nobody", "case.claim_number": ""}),
}


PLANTED = (
    Fault(
        "a work injury without claim number",
        "comp, lni, comp therapy, lni manual",
        file=each("cases", claim_number=""),
    ),
    Fault("a work injury without employer", "comp, lni", file=each("cases", employer="")),
    Fault("a work injury without its day", "comp, lni", file=each("cases", injury_date=None)),
    Fault("a work injury without a case", "comp, comp therapy", file=none_of("cases")),
)
