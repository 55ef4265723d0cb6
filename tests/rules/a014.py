"""A014 secondary-without-eob."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import claim
from tests.year.fault import Fault

SECONDARY = on(
    COMPLETE,
    {
        "coverage": [
            {
                "payer": "commercial",
                "order": "secondary",
                "member_id": "S2",
                "from": "2026-01-01",
                "eligibility_checked_on": "2026-11-02",
            },
            {
                "payer": "regence",
                "order": "primary",
                "member_id": "R1",
                "from": "2026-01-01",
                "to": "2026-12-31",
            },
        ]
    },
)

BAD = {
    "the primary has not decided": SECONDARY,
    "the primary decided before the visit": on(SECONDARY, {"coverage.1.adjudicated_on": "2026-10-30"}),
    "the tertiary payer, undecided": on(SECONDARY, {"coverage.0.order": "tertiary"}),
}

GOOD = {
    "the claim has the date of the primary's decision": on(
        SECONDARY, {"claim": {"primary_decided_on": "2026-11-19"}}
    ),
    "the policy has the date of the decision": on(SECONDARY, {"coverage.1.adjudicated_on": "2026-11-19"}),
    "one policy only": COMPLETE,
    "the payer is the primary one": on(
        COMPLETE,
        {
            "payer": "regence",
            "coverage": [
                {
                    "payer": "regence",
                    "order": "primary",
                    "member_id": "R1",
                    "from": "2026-01-01",
                    "to": "2026-12-31",
                },
                {
                    "payer": "commercial",
                    "order": "secondary",
                    "member_id": "S2",
                    "from": "2026-01-01",
                    "eligibility_checked_on": "2026-11-02",
                },
            ],
        },
    ),
    "the only policy has no end": on(
        COMPLETE,
        {
            "coverage.0": {
                "payer": "commercial",
                "order": "primary",
                "member_id": "S2",
                "from": "2026-01-01",
                "eligibility_checked_on": "2026-11-02",
            }
        },
    ),
    "a client who pays": on(SECONDARY, {"payer": "client_pay"}),
    "the primary ended before the visit": on(SECONDARY, {"coverage.1.to": "2026-06-30"}),
}


PLANTED = (Fault("the first payer has not decided", "two payers", claim(primary_decided_on=None)),)
