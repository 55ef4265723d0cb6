"""What billing needs beside the visit: it reads as it is typed, and as older charts have it."""

import json
from datetime import date
from typing import Any

import pytest

from charting_tui.errors import BadInput
from charting_tui.interchange.client_table import read_clients
from charting_tui.operations.fields.benefits import read_benefits, show_benefits
from charting_tui.operations.fields.fields import fields_of, read_texts, text_of, told_texts, with_values
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment, LinePayment
from charting_tui.records.canonical import plain
from charting_tui.records.claim import Claim, ClaimLine
from charting_tui.records.coverage import (
    Authorization,
    Coverage,
    InjuryCase,
    PlanOfCare,
    Referral,
    Subscriber,
)
from charting_tui.records.eligibility import Benefit, Eligibility
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.payer import Payer, Setting
from charting_tui.records.people import Client, Practice, Therapist
from charting_tui.records.values import Record
from tests.clinic import OFFICE, TODAY

OLD: tuple[tuple[type[Record], dict[str, Any]], ...] = (
    (Client, {"name": "Doe, Jane", "address": "1 Quay, Seattle"}),
    (Practice, {"name": "Harbor Massage", "address": "418 Alder Street, Port Orchard, WA 98366"}),
    (Subscriber, {"name": "Doe, Robin", "address": ""}),
    (Coverage, {"payer": "sound", "from": "2026-01-01", "eligibility_checked_on": "2026-11-02"}),
    (InjuryCase, {"kind": "auto", "injury_date": "2026-09-01", "claim_number": "C1"}),
    (Referral, {"name": "Ames, Dr", "frequency": "once a week", "visits": 12}),
    (PlanOfCare, {"frequency": "once a week", "duration": "6 weeks", "certified_on": "2026-09-10"}),
    (Authorization, {"number": "V1", "visits": 12, "codes": ["97140"]}),
    (Therapist, {"id": "kim", "licence_type": "LMT"}),
    (Payer, {"id": "p", "authorization": {"required": True, "free_visits": 6, "then": "plan"}}),
    (ClaimLine, {"line": "s1", "units": 3, "charge": "147.00"}),
    (Claim, {"visit": "v1", "state": "denied", "original_ref": ""}),
)
"""Records as the version before wrote them, by what they are."""


@pytest.mark.parametrize(("kind", "row"), OLD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_record_of_an_older_chart_reads_and_knows_nothing_new(
    kind: type[Record], row: dict[str, Any]
) -> None:
    record = kind.model_validate_json(json.dumps(row))
    again = kind.model_validate_json(json.dumps(plain(record)))
    assert again == record
    new = kind.model_validate({name: value for name, value in row.items() if name != "address"})
    for name in kind.model_fields:
        if name not in {"address", "starts"}:
            assert getattr(record, name) == getattr(new, name)


PLAIN = (
    ("418 Alder St, Apt 3, Tacoma, WA 98402", "418 Alder St, Apt 3", "Tacoma", "WA", "98402"),
    ("12 Elm Road, Port Orchard, wa 983661234", "12 Elm Road", "Port Orchard", "WA", "98366-1234"),
    ("PO Box 7, St. Louis MO 63101", "PO Box 7", "St. Louis", "MO", "63101"),
    ("9 Mill Road, Bremerton, WA", "9 Mill Road", "Bremerton", "WA", ""),
    ("9 Mill Road\nBremerton, WA 98310", "9 Mill Road", "Bremerton", "WA", "98310"),
)
NOT_PLAIN = (
    "1 Quay, Seattle",
    "12 Main St, Suite B, WA 98101",
    "12 Main St, Apt WA 98101",
    "10 Downing Street, London SW1A 2AA",
    "Harbor House",
    "12 Elm Rd, Toronto, ON M5V 2T6",
    "12 Elm Rd, Sooke, BC 98366",
)


@pytest.mark.parametrize(("line", "street", "city", "state", "code"), PLAIN)
def test_a_plain_address_in_one_line_reads_in_parts(
    line: str, street: str, city: str, state: str, code: str
) -> None:
    address = Address.model_validate(line)
    assert address == Address(street=street, city=city, state=state, zip_code=code)
    assert Address.model_validate(address.line) == address


@pytest.mark.parametrize("line", NOT_PLAIN)
def test_any_other_address_stays_as_it_was_entered_and_is_shown(line: str) -> None:
    client = Client.model_validate({"name": "Doe, Jane", "address": line})
    assert (client.address.entered, client.address.line, client.address.complete) == (line, line, False)
    assert ("address", line) in set(told_texts(client, fields_of(Client, TODAY)))


def test_parts_of_an_address_inside_a_policy_are_typed_by_themselves() -> None:
    fields = fields_of(Coverage, TODAY, OFFICE)
    blank = Coverage(payer="sound")
    texts = {field.path: text_of(blank, field) for field in fields}
    typed = {"subscriber.name": "Doe, Robin", "subscriber.address.zip_code": "983661234"}
    reading = read_texts(blank, fields, {**texts, **typed})
    policy = with_values(blank, reading.values)
    assert policy.subscriber == Subscriber(name="Doe, Robin", address=Address(zip_code="98366-1234"))
    assert policy.eligibility is None
    wrong = read_texts(blank, fields, {**texts, "subscriber.address.zip_code": "9836"})
    assert "isn't a ZIP code" in wrong.faults["subscriber.address.zip_code"]


def test_not_known_no_and_yes_are_three_answers() -> None:
    fields = fields_of(Coverage, TODAY, OFFICE)

    def typed(**texts: str) -> Eligibility:
        blank = Coverage(payer="sound", eligibility=Eligibility(plan_name="x"))
        all_texts = {field.path: text_of(blank, field) for field in fields}
        given = {f"eligibility.{name}": text for name, text in texts.items()}
        answer = with_values(blank, read_texts(blank, fields, {**all_texts, **given}).values).eligibility
        assert answer
        return answer

    assert [typed(active=text).active for text in ("", "no", "yes")] == [None, False, True]
    named = [typed(other_payers=text).other_payers for text in ("", "none", "Premera; Regence")]
    assert named == [None, (), ("Premera", "Regence")]
    assert typed(plan="medicare a").plan == "Medicare Advantage"


def test_benefits_are_typed_and_shown_in_one_line() -> None:
    text = "massage yes, 8 visits as of 11/2, copay 25, deductible 300.50; acu no; pt, 12 visits left"
    read = read_benefits(text, TODAY)
    assert read == (
        Benefit(
            service="massage",
            covered=True,
            visits_left=8,
            as_of=date(2026, 11, 2),
            copay=2500,
            deductible_left=30050,
        ),
        Benefit(service="acupuncture", covered=False),
        Benefit(service="physical therapy", visits_left=12),
    )
    assert read_benefits(show_benefits(read), TODAY) == read


@pytest.mark.parametrize(("text", "fault"), [
    ("massage yes, 8 times", "“8 times” isn't recognized."),
    ("yoga yes", "“yoga” isn't one of them."),
    ("massage yes; massage no", "Massage is listed twice."),
    (", copay 25", "doesn't name a service."),
    ("massage, copay 2x", "isn't a dollar amount."),
])  # fmt: skip
def test_benefits_that_cannot_be_read_are_named(text: str, fault: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_benefits(text, TODAY)
    assert fault in refused.value.sentence


TYPED = (
    ("authorization", "yes after 6 visits, new after 90 days, except 97161 97162, ask within 10 days: plan"),
    ("authorization", "yes, except 97161; PT OT: no"),
    ("authorization", "yes after 6 visits: treatment plan, then the manager"),
    (
        "limits",
        "12 visits a month; $500.00 a year; 2 units a day of 97124; 60 minutes a week; PT: 4 units a day",
    ),
    ("own_pairs", "98940 97140; 97140 97530 unless 59 XS"),
    ("only_beside", "97124: 97110 97140; 97010: any"),
    ("code_diagnoses", "97810 97811: M54.50 M54.51; 98940: M99.01"),
    ("electronic_id", "60054"),
    ("claims_address", "PO Box 1106, Lewiston, ID 83501"),
    ("phone", "800-555-0142"),
    ("contract", "1/1/2025 to 12/31/2026"),
    ("contract", "from 1/1/2025"),
    ("contract", "to 12/31/2026"),
    ("takes_replacements", "no"),
    ("appeal_days", "180"),
)


@pytest.mark.parametrize(("path", "text"), TYPED)
def test_a_payers_setting_is_shown_as_it_was_typed_and_stored_as_it_was_read(path: str, text: str) -> None:
    field = next(one for one in SETTINGS if one.path == path)
    setting: Setting[Any] = field.read(text)
    assert field.show(setting) == text
    payer = Payer.model_validate(
        {"id": "p", path: {"value": setting.value, "by_licence": setting.by_licence}}
    )
    stored = Payer.model_validate_json(json.dumps(plain(payer)))
    assert getattr(stored, path).value == setting.value
    assert field.show(getattr(stored, path)) == text


@pytest.mark.parametrize(("path", "text", "fault"), [
    ("limits", "12 a month", "isn't a limit"),
    ("own_pairs", "98940", "isn't a pair"),
    ("only_beside", "97124 97110", "has no colon"),
    ("claims_address", "PO Box 1106", "isn't a full address"),
    ("contract", "1/1 to 12/31", "has no year"),
    ("contract", "1/1/2026 to 12/31/2025", "before its start date"),
    ("authorization", "sometimes", "Write “no”, “yes”"),
])  # fmt: skip
def test_a_payers_setting_that_cannot_be_read_says_how_it_is_written(
    path: str, text: str, fault: str
) -> None:
    field = next(one for one in SETTINGS if one.path == path)
    with pytest.raises(BadInput) as refused:
        field.read(text)
    assert fault in refused.value.sentence


def test_an_enrollment_holds_between_its_days_and_while_it_is_one() -> None:
    first = Enrollment.model_validate(
        {"payer": "p", "status": "ended", "from": "2024-01-01", "to": "2024-12-31"}
    )
    now = Enrollment.model_validate({"payer": "p", "from": "2026-02-01", "number": "V7"})
    kim = Therapist(id="kim", enrollments=(first, now, Enrollment(payer="q", status="pending")))
    assert kim.enrollment("p", date(2024, 6, 1)) == first
    assert kim.enrollment("p", date(2026, 3, 1)) == now
    between = kim.enrollment("p", date(2025, 6, 1))
    assert between == now
    assert not between.holds_on(date(2025, 6, 1))
    waiting = kim.enrollment("q", date(2026, 3, 1))
    assert waiting
    assert not waiting.holds_on(date(2026, 3, 1))
    assert kim.enrollment("unknown", date(2026, 3, 1)) is None


def test_what_the_first_payer_took_off_a_line_is_kept_with_its_reasons() -> None:
    taken_off = (
        Adjustment(group="CO", reason="45", cents=3000),
        Adjustment(group="PR", reason="2", cents=2000),
    )
    line = ClaimLine(line="s1", first_payer=LinePayment(paid=4000, adjustments=taken_off))
    claim = Claim.model_validate_json(json.dumps(plain(Claim(visit="v1", lines=(line,)))))
    assert claim.lines == (line,)


def test_an_address_of_a_list_is_taken_in_parts_where_it_is_plain() -> None:
    rows = (
        "Name,Street,City,State,Zip,Name on card,Plan name,Payer,Status\n"
        '"Roe, Ada",1 Elm,Tacoma,wa,98402,"Roe, Ada B",PPO 500,Sound Health,active\n'
        '"Fox, Ida",1 Elm,Tacoma,Washington,98402,,,,active\n'
        '"Ray, Eve","1 Elm, Tacoma, WA 98402",,,,,,,active\n'
    )
    listed = read_clients(rows.encode(), "list.csv", TODAY)
    ada, ida, eve = (entry.texts for entry in listed.entries)
    parts = {"street": "1 Elm", "city": "Tacoma", "state": "WA", "ZIP": "98402"}
    assert parts.items() <= ada.items()
    assert (ada["name on card"], ada["plan name"]) == ("Roe, Ada B", "PPO 500")
    assert ida["address"] == "1 Elm, Tacoma, Washington 98402"
    assert not parts.keys() & ida.keys()
    assert parts.items() <= eve.items()
    assert listed.not_read == ()
