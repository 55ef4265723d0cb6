"""The base visits that examples change, in the words of the ``check`` form."""

from tests.rules import Form
from tests.rules.example import GONE, line, on

WORK_CASE: Form = {
    "kind": "employment",
    "injury_date": "2026-10-20",
    "state": "WA",
    "claim_number": "BF1234",
    "insurer": "Sound Casualty",
    "employer": "Rainshadow Bakery",
}

PRESCRIPTION: Form = {
    "name": "Dr Amy Lowe",
    "npi": "1730500109",
    "signed_on": "2026-10-20",
    "diagnoses": ["M54.2"],
}

COMPLETE: Form = {
    "as_of": "2026-11-19",
    "client": {
        "birth_date": "1984-02-03",
        "consent": {"signed_on": "2026-01-04"},
        "name": "Doe, Jane",
        "sex": "F",
    },
    "coverage": [
        {
            "eligibility_checked_on": "2026-11-02",
            "from": "2026-01-01",
            "member_id": "X100",
            "order": "primary",
            "to": "2026-12-31",
        }
    ],
    "plan_of_care": {
        "amount": "one visit",
        "certified_on": "2026-11-06",
        "diagnoses": ["M54.2"],
        "duration": "6 weeks",
        "first_treatment": "2026-11-05",
        "frequency": "1 a week",
        "goals": ["look over the left shoulder while driving"],
        "last_progress_report": "2026-11-05",
        "type": "manual therapy",
    },
    "practice": {
        "address": "1 Quay Street, Seattle, WA 98101-2114",
        "name": "Harbour Massage",
        "npi": "1234567893",
        "state": "WA",
        "tax_id": "00-0000000",
        "taxonomy": "225700000X",
    },
    "referral": {
        "diagnoses": ["M54.2", "M25.511", "M62.838", "M54.50"],
        "expires": "2027-02-01",
        "name": "Dr Lee",
        "npi": "1730500109",
        "signed_on": "2026-11-02",
        "visits": 12,
    },
    "therapist": {
        "licence_expires": "2027-06-30",
        "licence_state": "WA",
        "licence_type": "LMT",
        "name": "Kim Rowe",
        "npi": "1993999998",
        "taxonomy": "225700000X",
    },
    "visit": {
        "areas": ["neck", "upper trapezius"],
        "date": "2026-11-19",
        "diagnoses": ["M54.2"],
        "health_update": "No change.",
        "kind": "follow-up",
        "measures": [{"after": 65, "area": "neck", "before": 50, "name": "rotation", "side": "left"}],
        "note": {
            "assessment": "Rotation improved by 15 degrees; goal of 70 degrees is near.",
            "objective": "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator.",
            "plan": "1x/wk x 6 wks; stretches at home.",
            "signed_at": "2026-11-19T10:45:00Z",
            "signed_by": "kim",
            "subjective": "Neck pain 6/10 after two days at the desk, cannot look over the left shoulder.",
        },
        "place": "11",
        "services": [line("97140", 53, 4, "", "A", area="neck")],
        "state": "done",
        "techniques": ["myofascial release"],
        "time_in": "09:00",
        "time_out": "10:30",
    },
    "payer": "commercial",
}
"""97140 for 53 minutes, billed to a commercial plan; everything else is known."""

MANUAL: Form = {
    "as_of": "2026-11-19",
    "client": {"birth_date": "1984-02-03", "consent": {"signed_on": "2026-07-22"}, "name": "Doe, Jane"},
    "coverage": [{"from": "2026-01-01", "member_id": "X100", "order": "primary", "to": "2026-12-31"}],
    "payer": "commercial",
    "practice": {"name": "Harbour Massage", "npi": "1234567893", "state": "WA"},
    "therapist": {"licence_state": "WA", "licence_type": "LMT", "name": "Kim Rowe", "npi": "1993999998"},
    "visit": {
        "date": "2026-11-19",
        "diagnoses": ["M54.2"],
        "health_update": "No changes.",
        "kind": "follow-up",
        "note": {
            "assessment": "Rotation improved by 15 degrees; goal of 70 degrees is near.",
            "objective": (
                "Left upper trapezius grade 3. Neck rotation left 50 degrees before, 65 "
                "after. Myofascial release left upper trapezius and levator."
            ),
            "plan": "Once a week for six weeks; stretches at home.",
            "signed_at": "2026-11-19T10:20:00Z",
            "signed_by": "kim",
            "subjective": "Neck pain 6/10 after two days at the desk, cannot look over the left shoulder.",
        },
        "place": "11",
        "services": [line("97140", 53, 4, "GP", "A")],
        "state": "done",
        "time_in": "09:00",
        "time_out": "10:05",
    },
}
"""97140-GP for 53 minutes, billed to a commercial plan, by a massage therapist in Washington."""

MASSAGE = on(
    MANUAL,
    {
        "note.objective": (
            "Left upper trapezius grade 3. Effleurage and petrissage of neck and "
            "upper back. Rotation left 50 degrees before, 65 after."
        ),
        "services.0.code": "97124",
    },
)
"""97124-GP for 53 minutes, otherwise likewise."""

BARE_MANUAL = on(
    MANUAL,
    {
        "client.consent": GONE,
        "health_update": GONE,
    },
)
"""The same as MANUAL, without a consent and without a word on the client's health."""

BARE_MASSAGE = on(
    MASSAGE,
    {
        "client.consent": GONE,
        "health_update": GONE,
    },
)
"""The same as MASSAGE, without a consent and without a word on the client's health."""

EXERCISE = on(
    MANUAL,
    {
        "payer": "medicare",
        "therapist.licence_type": "PT",
        "note.objective": (
            "Left upper trapezius grade 3. Rotation left 50 degrees before, 65 "
            "after. Strengthening of the neck, 3 x 10."
        ),
        "services.0.code": "97110",
    },
)
"""97110-GP for 53 minutes, billed to Medicare, by a physical therapist."""

HEALTH_TOLD = on(
    MANUAL,
    {
        "client.consent.signed_on": "2026-08-20",
        "therapist.licence_expires": "2027-06-30",
        "health_update": GONE,
        "note.subjective": (
            "Neck pain 6/10 after two days at the desk, cannot look over the left "
            "shoulder. No change in health."
        ),
    },
)
"""MANUAL with the health update in the note, and a license whose end is known."""

LOW_BACK = on(
    HEALTH_TOLD,
    {
        "diagnoses": ["M54.50"],
        "note": {
            "assessment": "Sitting tolerance better.",
            "objective": "Hypertonic L4-5 paraspinals, flexion to mid shin. MFR QL and lumbar paraspinals.",
            "plan": "1x/wk x 6.",
            "signed_at": "2026-11-19T10:20:00Z",
            "signed_by": "kim",
            "subjective": "LBP 5/10, can't sit more than 20 min. Health: no changes.",
        },
    },
)
"""The same for the low back."""

RIGHT_SHOULDER = on(
    HEALTH_TOLD,
    {
        "diagnoses": ["M25.511"],
        "note": {
            "assessment": "Flexion 120 to 135 deg.",
            "objective": "TTP R infraspinatus 3/4, flexion 120 deg. MFR R infraspinatus and supraspinatus.",
            "plan": "Weekly x 4.",
            "signed_at": "2026-11-19T10:20:00Z",
            "signed_by": "kim",
            "subjective": "Right shoulder pain 5/10, cannot reach overhead. No changes in meds.",
        },
    },
)
"""The same for the right shoulder."""

PRESCRIBED = on(
    HEALTH_TOLD,
    {
        "referral": PRESCRIPTION,
        "payer": "regence",
    },
)
"""97140 for Regence, under a prescription of 10/20/2026."""

SHORT_NOTE = on(
    HEALTH_TOLD,
    {
        "note": {
            "assessment": "Tolerated tx well.",
            "plan": "RTC 1 wk.",
            "signed_at": "2026-11-19T10:20:00Z",
            "signed_by": "kim",
            "objective": "TTP L UT 3/4, C-rot L 50 deg. MFR L UT and levator.",
            "subjective": "Cannot sit.",
        },
    },
)
"""The same work, in a note of abbreviations that says nothing on health."""

SEEN_BEFORE = on(
    COMPLETE,
    {
        "earlier_visits": [
            {
                "date": "2026-11-12",
                "note": {
                    "assessment": "Rotation improved by 15 degrees; goal of 70 degrees is near.",
                    "objective": (
                        "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator."
                    ),
                    "plan": "1x/wk x 6 wks; stretches at home.",
                    "subjective": (
                        "Neck pain 6/10 after two days at the desk, cannot look over the left shoulder."
                    ),
                },
                "services": [],
                "state": "done",
            }
        ],
        "note.assessment": (
            "Range held since last week, four of six days without headache; goal within two visits."
        ),
        "note.objective": (
            "L UT 2/4, TTP less. C-rot L 60 deg before, 70 after. Cross-fibre MFR to levator, new today."
        ),
        "note.subjective": (
            "Neck pain 4/10, one bad day after driving to Tacoma; turned to look twice without pain."
        ),
    },
)
"""COMPLETE with a visit a week before, and a note of its own."""

MEDICARE_PT = on(
    COMPLETE,
    {
        "therapist.licence_type": "PT",
        "services.0.modifiers": ["GP"],
        "payer": "medicare",
    },
)
"""COMPLETE for Medicare, by a physical therapist."""

LNI = on(
    COMPLETE,
    {
        "payer": "wa_lni",
        "case": WORK_CASE,
        "authorizations": [{"number": "L1", "from": "2026-10-01", "to": "2026-12-31", "visits": 24}],
    },
)
"""COMPLETE for Washington's L&I: a work injury, and an authorization for 24 visits."""

VA = on(
    COMPLETE,
    {
        "services.0.modifiers": ["GP"],
        "payer": "va_ccn",
        "authorizations": [{"number": "V1", "from": "2026-10-01", "to": "2026-12-29", "visits": 12}],
    },
)
"""COMPLETE for the VA, with an authorization for 12 visits."""

SELF_PAY = on(
    COMPLETE,
    {
        "therapist.licence_number": "MA6011",
        "services.0.charge": "120.00",
        "payer": "client_pay",
    },
)
"""COMPLETE for a client who pays and gets a receipt."""

MANUAL_45: Form = {
    "payer": "commercial",
    "practice": {"npi": "1234567893", "state": "WA", "tax_id": "12-3456789"},
    "therapist": {
        "id": "kim",
        "licence_state": "WA",
        "licence_type": "LMT",
        "name": "Kim Rowe",
        "npi": "1993999998",
    },
    "visit": {
        "date": "2026-11-19",
        "diagnoses": ["M54.2"],
        "health_update": "No changes.",
        "note": {
            "assessment": "Rotation improved by 10 degrees; tolerated well.",
            "objective": (
                "Left upper trapezius tender 3/4. Rotation left 60 degrees before, 70 "
                "after. Myofascial release of the neck, 45 minutes."
            ),
            "plan": "Once a week for four weeks; stretches at home.",
            "signed_at": "2026-11-19T18:30:00Z",
            "signed_by": "kim",
            "subjective": "Neck pain 4/10, cannot look over the left shoulder when driving.",
        },
        "services": [line("97140", 45, 3, pointers="A", area="neck", techniques=["myofascial release"])],
        "state": "done",
        "time_in": "09:00",
        "time_out": "10:00",
    },
}
"""97140 for 45 minutes, with nothing known of the client."""
