"""Visits as clinics bill them, told in full and right in all: no rule may say that one is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest

from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint
from tests.rule_forms import Form, case_in
from tests.rules.example import line, on

NECK = ("M54.2", "neck", "Neck pain 5/10, cannot look over the left shoulder when driving.")
BACK = ("M54.50", "low back", "Low back pain 6/10, cannot sit longer than twenty minutes at work.")
SHOULDER = ("M25.511", "right shoulder", "Right shoulder pain 4/10, cannot reach the upper shelf.")
WHIPLASH = ("S13.4XXD", "neck", "Neck pain 6/10 since the accident, cannot turn the head to park.")
STRAIN = ("S39.012D", "low back", "Low back pain 5/10 since the lift at work, cannot lift the crates.")
SPINE = ("M99.03", "low back", "Low back pain 4/10, cannot sit through a meeting of an hour.")
HEAD = ("G44.209", "neck", "Headache 5/10 three days a week, cannot read for more than half an hour.")

DONE = {
    "97124": "Effleurage and petrissage",
    "97140": "Myofascial release and joint mobilization",
    "97110": "Strengthening with bands, 3 x 10",
    "97112": "Balance and postural retraining with cues",
    "97530": "Lifting and reaching tasks, 3 x 8",
    "97161": "Evaluation: history, range, strength and goals",
    "97165": "Evaluation: occupational profile and goals",
    "97810": "Acupuncture, needles inserted at six points",
    "98940": "Chiropractic adjustment, L4 rotated left and restricted",
    "98926": "Osteopathic manipulation",
    "97012": "Mechanical traction, 80 lb",
    "G0283": "Interferential current with electrodes",
    "97035": "Ultrasound 1 MHz, 1.2 W/cm2",
}
TAXONOMY = {
    "LMT": "225700000X",
    "PT": "225100000X",
    "PTA": "225200000X",
    "OT": "225X00000X",
    "OTA": "224Z00000X",
    "DC": "111N00000X",
    "LAc": "171100000X",
    "DO": "204D00000X",
}

# license | payer | complaint | codes: code minutes units modifiers | what else
VISITS: tuple[tuple[str, str, tuple[str, str, str], str, str], ...] = (
    ("LMT", "commercial", NECK, "97124 60 4", ""),
    ("LMT", "commercial", BACK, "97140 45 3", "spouse"),
    ("LMT", "commercial", SHOULDER, "97140 30 2", "home"),
    ("LMT", "regence", NECK, "97124 60 4", ""),
    ("LMT", "regence", BACK, "97140 53 4", "spouse"),
    ("LMT", "premera", NECK, "97124 60 4", ""),
    ("LMT", "premera", SHOULDER, "97140 30 2", "authorized"),
    ("LMT", "ump", HEAD, "97124 60 4", ""),
    ("LMT", "uhc", NECK, "97124 60 4 GP", ""),
    ("LMT", "anthem", BACK, "97140 60 4 GP", ""),
    ("LMT", "va_ccn", NECK, "97124 60 4 GP", "authorized"),
    ("LMT", "va_ccn", BACK, "97140 45 3 GP", "authorized"),
    ("LMT", "wa_lni", STRAIN, "97124 60 4", "work"),
    ("LMT", "wa_lni", STRAIN, "97140 30 2", "work authorized"),
    ("LMT", "workers_comp", STRAIN, "97124 60 4", "work"),
    ("LMT", "auto", WHIPLASH, "97124 60 4", "auto"),
    ("LMT", "auto", WHIPLASH, "97140 45 3", "auto allowed"),
    ("LMT", "medicaid", BACK, "97124 45 3", ""),
    ("LMT", "medicare_advantage", NECK, "97124 45 3", ""),
    ("LMT", "client_pay", NECK, "97124 60 4", "cash"),
    ("LMT", "client_pay", BACK, "97124 75 5", "cash"),
    ("LMT", "client_pay", SHOULDER, "97140 60 4", "cash"),
    ("LMT", "commercial", NECK, "97124 60 4", "second"),
    ("PT", "commercial", BACK, "97140 30 2,97110 15 1", ""),
    ("PT", "commercial", NECK, "97161 0 1,97140 15 1", "first"),
    ("PT", "uhc", SHOULDER, "97140 15 1 GP,97110 30 2 GP", ""),
    ("PT", "anthem", NECK, "97112 15 1 GP,97110 30 2 GP", ""),
    ("PT", "medicare", BACK, "97140 15 1 GP,97110 30 2 GP", ""),
    ("PT", "medicare", NECK, "97161 0 1 GP,97110 15 1 GP", "first"),
    ("PT", "medicare", SHOULDER, "G0283 0 1 GP,97110 30 2 GP", ""),
    ("PT", "medicare", BACK, "97110 38 3 GP KX", "beyond"),
    ("PT", "medicare", NECK, "97110 30 2 GP", "second"),
    ("PT", "medicare_advantage", BACK, "97110 30 2 GP", ""),
    ("PT", "uhc_medicare", BACK, "97161 0 1 GP", "first"),
    ("PT", "florida_pip", WHIPLASH, "97140 30 2,97110 15 1", "auto florida"),
    ("PT", "auto", WHIPLASH, "97110 30 2,97012 0 1", "auto"),
    ("PT", "wa_lni", STRAIN, "97110 30 2,97530 15 1", "work authorized"),
    ("PT", "aetna", NECK, "97110 30 2,97140 15 1", ""),
    ("PT", "cigna", BACK, "97110 30 2,97530 15 1", ""),
    ("PT", "tricare", SHOULDER, "97110 30 2,97140 15 1", ""),
    ("PT", "humana", NECK, "97110 30 2", ""),
    ("PT", "client_pay", BACK, "97110 45 3", "cash"),
    ("PTA", "uhc", BACK, "97110 30 2 GP CQ", "supervised"),
    ("PTA", "medicare", NECK, "97110 30 2 GP CQ", "supervised"),
    ("OT", "medicare", SHOULDER, "97530 30 2 GO,97110 15 1 GO", ""),
    ("OT", "uhc", SHOULDER, "97530 30 2 GO", ""),
    ("OT", "commercial", SHOULDER, "97165 0 1,97530 15 1", "first"),
    ("DC", "commercial", SPINE, "98940 0 1", ""),
    ("DC", "medicare", SPINE, "98940 0 1 AT", ""),
    ("DC", "uhc", SPINE, "98940 0 1", ""),
    ("DC", "auto", SPINE, "98940 0 1", "auto"),
    ("DC", "medicaid", SPINE, "98940 0 1", ""),
    ("LAc", "commercial", BACK, "97810 15 1", ""),
    ("LAc", "va_ccn", BACK, "97810 15 1", "authorized"),
    ("LAc", "client_pay", HEAD, "97810 15 1", "cash"),
    ("DO", "commercial", BACK, "98926 0 1", ""),
    ("DO", "medicare", BACK, "98926 0 1", ""),
)
HOME = "7 Bay Street, Port Orchard, WA 98366"
ANSWERED = {"asked_on": "2026-02-04", "first": "none"}
MEMBER = {"medicare": "1EG4TE5MK73", "client_pay": ""}
CASE = {"injury_date": "2026-10-20", "onset_date": "2026-10-21", "state": "WA", "claim_number": "BA40117"}


def services(codes: str, area: str) -> Iterator[Form]:
    for given in codes.split(","):
        code, minutes, units, *modifiers = given.split()
        side = "right" if "right" in area else "both" if code == "98940" else ""
        regions = ["lumbar"] if code == "98940" else []
        yield line(
            code,
            int(minutes) or None,
            int(units),
            " ".join(modifiers),
            "A",
            area=area,
            side=side,
            regions=regions,
            charge=f"{45 * int(units)}.00",
        )


def told(licence: str, payer: str, complaint: tuple[str, str, str], codes: str, more: str) -> Form:
    """Return the whole form of a row: everything that bears on the visit, and nothing wrong with it."""
    diagnosis, area, said = complaint
    lines = list(services(codes, area))
    work = " ".join(f"{DONE[one['code']]} to the {area}." for one in lines)
    spent = sum(int(one.get("minutes", 0)) or 10 for one in lines) + 10
    first = "first" in more
    diagnoses = [diagnosis, "M54.50"] if diagnosis == "M99.03" else [diagnosis]
    base: dict[str, Any] = {
        "as_of": "2026-11-20",
        "payer": payer,
        "practice": {
            "name": "Year Bodywork",
            "npi": "1234567893",
            "tax_id": "91-0000417",
            "taxonomy": "225700000X",
            "address": "418 Alder Street, Port Orchard, WA 98366-2114",
            "phone": "360-555-0142",
            "state": "WA",
        },
        "therapist": {
            "name": "Kim Rowe",
            "licence_type": licence,
            "licence_number": "60117203",
            "licence_state": "WA",
            "licence_expires": "2027-06-30",
            "npi": "1993999998",
            "taxonomy": TAXONOMY[licence],
            "supervisor": "",
        },
        "client": {
            "name": "Doe, Jane",
            "birth_date": "1951-02-03" if payer.startswith("medicare") else "1984-02-03",
            "sex": "F",
            "address": HOME,
            "phone": "360-555-0117",
            "consent": {"signed_on": "2026-02-04"},
            "estimate_sent_on": "2026-02-04",
        },
        "coverage": [
            {
                "payer": payer,
                "member_id": MEMBER.get(payer, "XQA100200300"),
                "from": "2026-01-01",
                "eligibility_checked_on": "2026-11-02",
                "eligibility": {"active": True, "other_payers": []},
                "secondary": ANSWERED if payer == "medicare" else None,
            }
        ],
        "referral": {
            "name": "Lowe, Amy",
            "npi": "1730500109",
            "prescriber_kind": "MD",
            "signed_on": "2026-10-01",
            "expires": "2027-03-31",
            "visits": 20,
            "times_per_week": 2,
            "diagnoses": diagnoses,
        },
        "plan_of_care": {
            "diagnoses": diagnoses,
            "goals": ["drive for an hour without pain"],
            "type": "manual treatment and exercise",
            "amount": "one session a visit",
            "frequency": "twice a week",
            "times_per_week": 2,
            "duration": "8 weeks",
            "first_treatment": "2026-11-19" if first else "2026-11-05",
            "certified_on": "2026-11-19" if first else "2026-11-09",
            "certified_by": "Lowe, Amy",
            "certified_by_npi": "1730500109",
        },
        "authorizations": [],
        "earlier_visits": [],
        "visit": {
            "date": "2026-11-19",
            "kind": "initial" if first else "follow-up",
            "state": "done",
            "place": "12" if "home" in more else "11",
            "time_in": "09:00",
            "time_out": f"{9 + spent // 60:02}:{spent % 60:02}",
            "health_update": "No change in health or medication.",
            "areas": [area],
            "diagnoses": diagnoses,
            "services": lines,
            "goals": [{"text": "drive for an hour without pain", "progress": 40}],
            "measures": [{"name": "rotation", "area": area, "before": 50, "after": 60}],
            "note": {
                "subjective": f"{said} Slept better since the last visit.",
                "objective": f"Tender 3/4 at the {area}; range 50 degrees before, 60 after. {work}",
                "assessment": "Range improved by 10 degrees; sitting and driving last longer than last week.",
                "plan": "Twice a week for six weeks; stretches at home, measured again in two weeks.",
                "signed_at": "2026-11-19T19:45:00Z",
                "signed_by": "kim",
            },
        },
        "claim": {"billed_on": "2026-11-20"},
    }
    return on(base, changes(payer, more))


def changes(payer: str, more: str) -> Form:
    """Return what differs in a row by its last words."""
    found: Form = {}
    for word in more.split():
        if word == "authorized":
            found["authorizations"] = [
                {
                    "payer": payer,
                    "number": "VA0012345",
                    "status": "granted",
                    "from": "2026-10-15",
                    "to": "2027-02-15",
                    "visits": 24,
                }
            ]
        if word in {"work", "auto"}:
            kind = {"work": "employment", "auto": "auto"}[word]
            found["case"] = {
                **CASE,
                "kind": kind,
                "employer": "Kitsap Ferry Works",
                "insurer": "Sound Casualty",
            }
        if word == "allowed":
            found["case.decision"] = {"status": "allowed", "accepted": ["S13.4XXA"]}
        if word == "florida":
            found |= {"case.state": "FL", "practice.state": "FL", "therapist.licence_state": "FL"}
        if word == "spouse":
            found["coverage.0.subscriber"] = {
                "name": "Doe, Robin",
                "relationship": "spouse",
                "birth_date": "1980-04-17",
                "address": HOME,
            }
        if word == "second":
            found |= {"coverage.0.order": "secondary", "claim.primary_decided_on": "2026-11-19"}
            found["coverage.0.eligibility"] = {"active": True, "other_payers": ["Regence BlueShield"]}
            found["coverage.1"] = {"payer": "regence", "member_id": "R88120", "from": "2026-01-01"}
            answer = {"paid": "90.00", "adjustments": [{"group": "CO", "reason": "45", "cents": "20.00"}]}
            found["services.0.first_payer"] = answer
        if word == "beyond":
            found["therapy_year_to_date"] = "2600.00"
        if word == "supervised":
            found |= {
                "therapist.supervisor": "pat",
                "supervisor": {"name": "Pat Roe", "licence_type": "PT", "npi": "1730500117"},
            }
    return found


@pytest.mark.parametrize("row", VISITS, ids=lambda row: f"{row[0]} {row[1]} {row[3]} {row[4]}".strip())
def test_nothing_is_said_to_be_wrong_with_a_clean_visit(
    row: tuple[str, str, tuple[str, str, str], str, str],
) -> None:
    found = lint(case_in(told(*row)))
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is not Severity.ADVISES] == []


def test_the_clean_visits_are_of_many_kinds() -> None:
    assert len(VISITS) >= 50
    assert len(set(VISITS)) == len(VISITS)
    assert {row[0] for row in VISITS} >= {"LMT", "PT", "PTA", "OT", "DC", "LAc", "DO"}
    assert len({row[1] for row in VISITS}) >= 20
