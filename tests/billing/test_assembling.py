from datetime import date

import pytest

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_data import NameParts
from charting_tui.billing.names import filed_name, prescriber_name, spoken_name
from charting_tui.coding.billing.pricing import price
from charting_tui.operations.fields.typed_values import read_tax_id
from charting_tui.records.claim import Claim, Draft
from charting_tui.records.payer import CLIENT_PAY
from charting_tui.records.people import Fee, Practice
from charting_tui.records.visit import BillTo

from .claims import DAY, TWO_PAYERS, a_chart, a_claim, a_visit, primary_paid


def test_a_payers_claim_has_its_lines_alone_with_units_pointers_and_who_is_who() -> None:
    claim = claim_data(a_chart(), "v1", TWO_PAYERS, number="261119-000001")
    assert [(line.code, line.units, line.charge, line.pointers) for line in claim.lines] == [
        ("97124", 3, 13500, (2, 1))
    ]
    assert claim.total == 13500
    assert claim.patient.name == NameParts(family="Doe", given="Jane", middle="Q", suffix="Jr")
    assert claim.patient.sex == "U"
    assert claim.patient.phone == "3605550142"
    assert claim.patient_account == "4711"
    assert claim.insurance is not None
    assert (claim.insurance.member_id, claim.insurance.payer.electronic_id) == ("SH123", "60054")
    assert claim.insurance.relationship == "self"
    assert claim.insurance.decision is None
    assert [other.payer.id for other in claim.others] == ["second"]
    assert claim.authorization == "A-17"
    assert (claim.billing.organization, claim.billing.tax_id) == ("Quiet Hands", "123456789")
    assert claim.rendering is not None
    assert claim.rendering.person == NameParts(family="Vale", given="Kim")
    assert claim.referring is not None
    assert claim.referring.person == NameParts(family="Ames", given="Pat")
    assert (claim.number, claim.client, claim.visit, claim.place) == ("261119-000001", "jane", "v1", "11")


def test_the_clients_share_has_the_clients_lines_and_no_policy() -> None:
    claim = claim_data(a_chart(), "v1", TWO_PAYERS, share=BillTo.CLIENT)
    assert [(line.code, line.charge) for line in claim.lines] == [("97140", 4900)]
    assert claim.insurance is None
    assert [policy.member_id for policy in claim.others] == ["SH123", "SP9"]
    assert [policy.decision for policy in claim.others] == [None, None]


def test_a_visit_that_the_client_pays_has_every_line_whichever_share_is_asked() -> None:
    chart = a_chart(a_visit(payer=""), a_claim(payer=""))
    for share in (BillTo.PAYER, BillTo.CLIENT):
        claim = claim_data(chart, "v1", TWO_PAYERS, share=share)
        assert claim.insurance is None
        assert [line.code for line in claim.lines] == ["97124", "97140"]


def test_a_secondary_claim_tells_what_the_first_payer_decided() -> None:
    chart = a_chart(a_visit(payer="second"), primary_paid(a_claim()))
    claim = claim_data(chart, "v1", TWO_PAYERS)
    assert claim.insurance is not None
    assert claim.insurance.payer.id == "second"
    assert claim.insurance.relationship == "child"
    assert claim.insurance.subscriber.name == NameParts(family="Doe", given="Robin")
    (first,) = claim.others
    assert first.decision is not None
    assert (first.decision.paid, first.decision.payer_number) == (9000, "ICN9")
    assert first.decision.decided_on == date(2026, 11, 22)
    assert claim.lines[0].earlier is not None
    assert claim.lines[0].earlier.paid == 9000


def test_a_practice_without_an_npi_bills_under_its_therapists() -> None:
    practice = TWO_PAYERS.practice.model_copy(update={"npi": "", "tax_id": "123-45-6789"})
    claim = claim_data(a_chart(), "v1", TWO_PAYERS.model_copy(update={"practice": practice}))
    assert claim.billing.organization == ""
    assert (claim.billing.person.family, claim.billing.npi) == ("Vale", "1993999998")
    assert (claim.billing.tax_id, claim.billing.tax_id_kind) == ("123456789", "SSN")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Doe, Jane", ("Doe", "Jane", "", "")),
        ("Doe, Mary Ann", ("Doe", "Mary Ann", "", "")),
        ("de la Cruz III, Ana M", ("de la Cruz", "Ana", "M", "III")),
        ("Doe, John Q. Jr.", ("Doe", "John", "Q", "Jr")),
        ("Cher", ("Cher", "", "", "")),
    ],
)
def test_a_filed_name_is_taken_apart(typed: str, parts: tuple[str, ...]) -> None:
    family, given, middle, suffix = parts
    assert filed_name(typed) == NameParts(family=family, given=given, middle=middle, suffix=suffix)


def test_spoken_names_and_prescribers_are_taken_apart() -> None:
    assert spoken_name("Kim R. de la Vale, LMT") == NameParts(family="de la Vale", given="Kim", middle="R")
    assert prescriber_name("Ames, Dr") == NameParts(family="Ames")
    assert prescriber_name("Ames, Pat, MD") == NameParts(family="Ames", given="Pat")


def test_a_contracted_fee_goes_before_the_general_one_from_its_day_on() -> None:
    fees = (
        Fee(code="97124", cents=4500),
        Fee(code="97124", cents=3800, payer="sound"),
        Fee(code="97124", cents=4000, payer="sound", since=date(2026, 12, 1)),
    )
    practice = Practice(fees=fees)
    assert practice.fee("97124", DAY) == 4500
    assert practice.fee("97124", DAY, "sound") == 3800
    assert practice.fee("97124", date(2026, 12, 2), "sound") == 4000
    draft = Draft(visit=a_visit(), claim=Claim())
    payers_line, clients_line = price(draft, TWO_PAYERS.payer("sound"), practice)
    assert (payers_line.cents, clients_line.cents) == (3 * 3800, None)


def test_a_session_price_is_shared_by_the_lines_and_never_loses_a_cent() -> None:
    practice = TWO_PAYERS.practice.model_copy(update={"session_cents": 10000})
    draft = Draft(visit=a_visit(payer=""), claim=Claim())
    lines = price(draft, CLIENT_PAY, practice)
    assert sum(line.cents or 0 for line in lines) == 10000
    assert all(line.cents for line in lines)
    assert price(draft, TWO_PAYERS.payer("sound"), practice)[0].cents == 13500


def test_a_social_security_number_is_entered_as_one() -> None:
    assert read_tax_id("123-45-6789") == "123-45-6789"
    assert Practice(tax_id="123-45-6789").tax_id_is == "SSN"
    assert Practice(tax_id="12-3456789").tax_id_is == "EIN"
    assert Practice(tax_id="12-3456789", tax_id_kind="SSN").tax_id_is == "SSN"


def test_a_health_plan_stands_on_no_injury_insurers_claim() -> None:
    kinds = {"sound": "workers compensation", "second": "commercial"}
    payers = tuple(one.model_copy(update={"kind": kinds[one.id]}) for one in TWO_PAYERS.payers)
    office = TWO_PAYERS.model_copy(update={"payers": payers})
    assert claim_data(a_chart(), "v1", office).others == ()
    health = claim_data(a_chart(a_visit(payer="second", case="k1")), "v1", office)
    assert [one.payer.id for one in health.others] == ["sound"]
