from datetime import date
from typing import Any

TODAY = date(2026, 11, 20)

LEAST: dict[str, Any] = {"visit": {"date": "2026-11-19", "services": []}}

WHOLE: dict[str, Any] = {
    "as_of": "2026-11-19",
    "payer": "va_ccn",
    "practice": {
        "name": "Harbour Massage",
        "npi": "1234567893",
        "tax_id": "00-0000000",
        "taxonomy": "225700000X",
        "address": "1 Quay",
        "state": "WA",
    },
    "therapist": {
        "name": "Kim Rowe",
        "licence_type": "LMT",
        "licence_state": "WA",
        "licence_expires": "2027-06-30",
        "npi": "1993999998",
        "taxonomy": "225700000X",
    },
    "client": {
        "name": "Doe, Jane",
        "birth_date": "2010-02-03",
        "sex": "F",
        "guardian": {"name": "Doe, Ann", "phone": "555 0100"},
        "consent": {"signed_on": "2026-01-04", "revoked_on": None, "extra": ["gluteal work"]},
        "estimate_sent_on": "2026-11-01",
        "necessity_letter_on": "2026-01-02",
    },
    "coverage": [
        {
            "payer": "va_ccn",
            "order": "primary",
            "member_id": "X1",
            "group": "G",
            "from": "2026-01-01",
            "to": "2026-12-31",
            "eligibility_checked_on": "2026-11-02",
            "adjudicated_on": None,
            "subscriber": {
                "name": "Doe, Ann",
                "relationship": "parent",
                "birth_date": "1980-01-01",
                "address": "1 Quay",
            },
        }
    ],
    "case": {
        "kind": "auto",
        "injury_date": "2026-09-01",
        "state": "WA",
        "claim_number": "C1",
        "insurer": "I",
        "employer": "E",
    },
    "referral": {
        "name": "Dr Lee",
        "npi": "1993999998",
        "signed_on": "2026-09-02",
        "expires": "2026-12-01",
        "visits": 12,
        "frequency": "1xw12",
        "diagnoses": ["M54.2"],
    },
    "plan_of_care": {
        "diagnoses": ["M54.2"],
        "goals": ["rotation 70"],
        "type": "massage",
        "amount": "1",
        "duration": "6w",
        "frequency": "1xw6",
        "first_treatment": "2026-09-03",
        "certified_on": "2026-09-10",
        "order_signed_on": "2026-09-02",
        "sent_on": "2026-09-04",
        "last_progress_report": "2026-10-20",
    },
    "authorizations": [
        {
            "number": "V1",
            "from": "2026-10-01",
            "to": "2026-12-30",
            "visits": 12,
            "visits_used": 3,
            "units": 48,
            "units_used": 12,
            "codes": ["97140"],
        }
    ],
    "therapy_year_to_date": "120.50",
    "abn_on_file": False,
    "visit": {
        "date": "2026-11-19",
        "kind": "follow-up",
        "state": "done",
        "time_in": "09:02",
        "time_out": "09:58",
        "place": "11",
        "appointment": {"start": "09:00", "end": "10:00", "booked_on": "2026-11-01"},
        "note": {
            "subjective": "s",
            "objective": "Myofascial release of the neck.",
            "assessment": "a",
            "plan": "p",
            "signed_at": "2026-11-19T10:05",
            "signed_by": "kim",
            "signed_digest": "ab12",
            "addenda": [{"by": "kim", "at": "2026-11-19T11:00:00Z", "text": "t", "reason": "r"}],
        },
        "health_update": "no change",
        "areas": ["neck"],
        "techniques": ["MFR"],
        "measures": [
            {"name": "rotation", "value": None, "before": 50, "after": 65.5, "side": "left", "area": "neck"}
        ],
        "goals": ["rotation 70", {"text": "sit 45 min", "progress": 60}],
        "diagnoses": ["M54.2", "M62.838"],
        "services": [
            {
                "code": "97140",
                "minutes": 53,
                "units": 4,
                "modifiers": ["GP"],
                "pointers": ["A", "B"],
                "charge": "90.00",
                "bill_to": "payer",
                "area": "neck",
                "side": "left",
                "techniques": ["MFR"],
                "regions": ["neck"],
                "blocks": [{"in": "09:02", "out": "09:55"}],
                "group_size": 1,
                "new_insertion": False,
                "narrative": "",
            }
        ],
    },
    "claim": {
        "frequency": "1",
        "original_ref": "",
        "total": "90.00",
        "billed_on": "2026-11-19",
        "already_billed": [],
        "client_invoiced": [],
    },
    "therapist_day": [{"client": "Roe, Max", "time_in": "10:00", "time_out": "11:00"}],
    "earlier_visits": [{"date": "2026-11-12", "services": []}],
}
