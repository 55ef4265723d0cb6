"""A030 two-primary-policies."""

from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Coverage
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.fault import Fault

REGENCE = {"payer": "regence", "order": "primary", "member_id": "R1004", "from": "2026-01-01"}
BOTH = on(COMPLETE, {"coverage.0.payer": "commercial", "coverage.1": REGENCE})

BAD = {
    "two plans, both primary": BOTH,
    "Medicare and a plan, both primary": on(BOTH, {"coverage.1.payer": "medicare"}),
}

GOOD = {
    "the other one is secondary": on(BOTH, {"coverage.1.order": "secondary"}),
    "the other one ended": on(BOTH, {"coverage.1.to": "2026-06-30"}),
    "an auto policy beside it": on(BOTH, {"coverage.1.payer": "auto"}),
    "one policy": COMPLETE,
}


def another_plan(file: ClientFile, _: object) -> ClientFile:
    own = file.coverage[0]
    other = Coverage(id="p9", payer="regence", member_id="R88120", starts=own.starts)
    return file.model_copy(update={"coverage": (*file.coverage, other)})


PLANTED = (
    Fault("two plans are both primary", "commercial, uhc, medicaid, medicare back", file=another_plan),
)
