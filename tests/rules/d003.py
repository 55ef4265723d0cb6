"""D003 icd-header."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK, PRESCRIBED, RIGHT_SHOULDER
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {
    "M54.5": on(HEALTH_TOLD, {"diagnoses": ["M54.5"]}),
    "M25.51": on(RIGHT_SHOULDER, {"diagnoses": ["M25.51"]}),
    "M79.1 second": on(
        PRESCRIBED, {"diagnoses": ["M54.2", "M79.1"], "referral.diagnoses": ["M54.2", "M79.18"]}
    ),
}

GOOD = {
    "M54.50": LOW_BACK,
    "M54.5 in 2021": on(
        LOW_BACK,
        {
            "as_of": "2021-09-15",
            "client.consent.signed_on": "2021-06-01",
            "coverage.0": {"from": "2021-01-01", "member_id": "X100"},
            "date": "2021-09-15",
            "note.signed_at": "2021-09-15T10:20:00Z",
            "diagnoses": ["M54.5"],
        },
    ),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["M54.5"]}),
    "a full injury code": on(HEALTH_TOLD, {"diagnoses": ["S13.4XXA"]}),
}


PLANTED = (
    Fault("a heading", "commercial shoulder, premera shoulder", diagnosed("M25.51")),
    Fault("a heading of the spine", "commercial, auto", diagnosed("M99.0")),
    Fault(
        "a diagnosis that ended, and is a heading since",
        "commercial back, medicare back",
        diagnosed("M54.5"),
        also="D004",
        why="M54.5 ended in 2021 and is a heading since",
    ),
)
