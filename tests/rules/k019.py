"""K019 another-payer-covers."""

from datetime import date

from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Coverage
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import days
from tests.year.client_files import policy_ended
from tests.year.fault import Fault

NEW_PLAN = on(
    COMPLETE,
    {
        "coverage.0": {
            "payer": "regence",
            "order": "primary",
            "member_id": "M1",
            "from": "2025-01-01",
            "eligibility_checked_on": "2026-11-02",
            "to": "2026-10-31",
        },
        "coverage.1": {
            "payer": "commercial",
            "order": "primary",
            "member_id": "M1",
            "from": "2026-11-01",
            "eligibility_checked_on": "2026-11-02",
        },
        "claim": {},
    },
)

COVERED_CLIENT = on(
    NEW_PLAN,
    {
        "payer": "client_pay",
        "coverage": [
            {
                "payer": "commercial",
                "order": "primary",
                "member_id": "M1",
                "from": "2026-11-01",
                "eligibility_checked_on": "2026-11-02",
            }
        ],
    },
)

BAD = {
    "billed to the plan that ended": on(NEW_PLAN, {"payer": "regence"}),
    "billed to a plan with no policy": on(COVERED_CLIENT, {"payer": "regence"}),
    "the other plan begins later": on(
        NEW_PLAN,
        {
            "coverage": [
                {
                    "payer": "commercial",
                    "order": "primary",
                    "member_id": "M1",
                    "from": "2026-12-01",
                    "eligibility_checked_on": "2026-11-02",
                },
                {
                    "payer": "regence",
                    "order": "primary",
                    "member_id": "M1",
                    "from": "2025-01-01",
                    "eligibility_checked_on": "2026-11-02",
                },
            ]
        },
    ),
    "a client pays although a plan covers the day": COVERED_CLIENT,
}

GOOD = {
    "billed to the plan of the day": NEW_PLAN,
    "a primary that has decided": on(
        COMPLETE,
        {
            "coverage": [
                {
                    "payer": "commercial",
                    "order": "secondary",
                    "member_id": "M1",
                    "from": "2026-01-01",
                    "eligibility_checked_on": "2026-11-02",
                },
                {
                    "payer": "regence",
                    "order": "primary",
                    "member_id": "M1",
                    "from": "2025-01-01",
                    "eligibility_checked_on": "2026-11-02",
                },
            ],
            "claim": {"primary_decided_on": "2026-11-20"},
        },
    ),
    "an auto case beside a health plan": on(
        COVERED_CLIENT,
        {
            "payer": "auto",
            "case": {
                "kind": "auto",
                "injury_date": "2026-10-02",
                "state": "WA",
                "claim_number": "C1",
                "insurer": "Granite",
            },
        },
    ),
    "a client who pays": on(COVERED_CLIENT, {"coverage.0.from": "2025-01-01", "coverage.0.to": "2026-10-31"}),
}


def _another_plan(file: ClientFile, day: date) -> ClientFile:
    """The plan that is billed ended, and nobody told the claim of the new one."""
    new = Coverage(id="p2", payer="regence", member_id="R200300", starts=day - days(1))
    ended = policy_ended(file, day)
    return ended.model_copy(update={"coverage": (*ended.coverage, new)})


PLANTED = (Fault("another plan since the day before", "commercial, uhc, medicaid", file=_another_plan),)
