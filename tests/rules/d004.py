"""D004 icd-not-effective."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK
from tests.rules.example import GONE, on

LAST_YEAR_OF_IT = on(
    LOW_BACK,
    {
        "as_of": "2021-09-15",
        "client.consent.signed_on": "2021-06-01",
        "coverage.0": {"from": "2021-01-01", "member_id": "X100"},
        "date": "2021-09-15",
        "note.signed_at": "2021-09-15T10:20:00Z",
        "diagnoses": ["M54.5"],
    },
)

BAD = {
    "M54.5 on 2/1/2026": on(
        LOW_BACK,
        {
            "as_of": "2026-02-01",
            "client.consent.signed_on": "2025-10-01",
            "date": "2026-02-01",
            "note.signed_at": "2026-02-01T10:20:00Z",
            "diagnoses": ["M54.5"],
        },
    ),
    "M54.51 before its first day": on(
        LAST_YEAR_OF_IT, {"coverage.0.member_id": GONE, "diagnoses": ["M54.51"]}
    ),
}

GOOD = {
    "M54.5 on 9/15/2021": LAST_YEAR_OF_IT,
    "M54.50 in 2026": on(
        LOW_BACK,
        {
            "as_of": "2026-02-01",
            "client.consent.signed_on": "2025-10-01",
            "date": "2026-02-01",
            "note.signed_at": "2026-02-01T10:20:00Z",
        },
    ),
    "M54.50 on its first day": on(
        LAST_YEAR_OF_IT,
        {
            "as_of": "2021-10-01",
            "date": "2021-10-01",
            "note.signed_at": "2021-10-01T10:20:00Z",
            "diagnoses": ["M54.50"],
        },
    ),
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "diagnoses": ["M54.5"]}),
}
