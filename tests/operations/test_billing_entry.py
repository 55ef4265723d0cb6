from collections.abc import Callable
from datetime import date

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.clients.client_file import read_known, save_client
from charting_tui.operations.clients.forms import AnswerForm, ClientForm, Form
from charting_tui.operations.fields.fields import R, text_of, with_values
from charting_tui.operations.settings.practice import change_enrollment, change_practice
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing import new_line, with_diagnosis_toggled, with_line
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment, LinePayment
from charting_tui.records.chart import Act
from charting_tui.records.claim import ClaimLine, ClaimState
from charting_tui.records.enrollment import Enrollment
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from tests.clinic import PIN


def save_typed(form: Form[R], **typed: str) -> None:
    """Type into fields, named with __ for their dots, and save."""
    texts = {field.path: text_of(form.record, field) for field in form.fields}
    given = {name.replace("__", "."): text for name, text in typed.items()}
    reading = form.read({**texts, **given})
    assert not reading.faults
    form.save(with_values(form.record, reading.values))


def test_an_address_of_an_older_chart_is_asked_for_in_parts_until_it_has_them(kim: ChartStore) -> None:
    known = read_known(kim, "jane")
    save_client(
        kim,
        known,
        known.file.client.model_copy(update={"address": Address.model_validate("1 Quay, Seattle")}),
    )
    form = ClientForm(kim, read_known(kim, "jane"))
    assert "address.entered" in [field.path for field in form.fields]
    save_typed(form, address__street="1 Quay", address__city="Seattle")
    form = ClientForm(kim, read_known(kim, "jane"))
    assert form.record.address.entered == "1 Quay, Seattle"
    save_typed(form, address__state="wa", address__zip_code="98101")
    split = Address(street="1 Quay", city="Seattle", state="WA", zip_code="98101")
    assert read_known(kim, "jane").file.client.address == split
    after = ClientForm(kim, read_known(kim, "jane"))
    assert "address.entered" not in [field.path for field in after.fields]


def test_an_address_in_one_line_is_kept_to_the_letter_while_something_else_is_saved(kim: ChartStore) -> None:
    known = read_known(kim, "jane")
    save_client(
        kim,
        known,
        known.file.client.model_copy(update={"address": Address.model_validate("c/o Roe, 1 Quay")}),
    )
    save_typed(ClientForm(kim, read_known(kim, "jane")), email="jane@mail.example")
    assert read_known(kim, "jane").file.client.address.entered == "c/o Roe, 1 Quay"


def test_the_practices_address_is_entered_part_by_part(kim: ChartStore) -> None:
    parts = {"street": "1 Quay", "city": "Seattle", "state": "WA", "zip_code": "98101"}
    for name in parts:
        change_practice(kim, f"address.{name}", "")
    change_practice(kim, "address.entered", "1 Quay, Seattle")
    for name, value in parts.items():
        assert kim.office.practice.address.entered == "1 Quay, Seattle"
        change_practice(kim, f"address.{name}", value)
    assert kim.office.practice.address == Address(**parts)


def test_an_enrollment_is_entered_changed_and_forgotten(kim: ChartStore) -> None:
    pending = Enrollment(payer="sound", status="pending")
    change_enrollment(kim, "kim", "sound", pending)
    enrolled = Enrollment.model_validate({"payer": "sound", "from": "2026-11-01", "number": "V7"})
    change_enrollment(kim, "kim", "sound", enrolled)
    person = kim.office.person("kim")
    assert person
    assert person.enrollments == (enrolled,)
    turned = Enrollment.model_validate({"payer": "sound", "from": "2026-11-01", "to": "2026-10-01"})
    with pytest.raises(BadInput, match="before the start date"):
        change_enrollment(kim, "kim", "sound", turned)
    change_enrollment(kim, "kim", "sound", None)
    person = kim.office.person("kim")
    assert person
    assert person.enrollments == ()


@pytest.fixture
def signed(kim: ChartStore, session: EditingSession) -> ChartStore:
    for section in ("subjective", "objective", "assessment", "plan"):
        session.type_text(section, "Petrissage to the neck, 30 min, well tolerated.")
    line = new_line("97124").model_copy(update={"minutes": 30, "area": "neck"})
    draft = with_diagnosis_toggled(session.draft, "M54.2")
    session.change(with_line(draft, line, ClaimLine(pointers=("A",))))
    sign(session, PIN)
    return kim


def answer_form(store: ChartStore) -> AnswerForm:
    chart = store.chart("jane")
    return AnswerForm(store, chart, chart.visits[0])


def test_what_payers_answered_is_entered_and_a_claim_on_its_way_is_denied_by_it(signed: ChartStore) -> None:
    claim = signed.chart("jane").visits[0].claim
    sent = claim.model_copy(update={"state": ClaimState.SENT})
    signed.commit(ChartChange(Act.BILLED, "jane", subject=sent.visit, claim=sent))
    save_typed(
        answer_form(signed),
        payer_number="ICN77",
        first_payer_on="11/20/2026",
        payments="97124 40 co45 30.00 PR-2 20",
        denial__denied_on="11/22/2026",
        denial__reasons="co-197 n56",
        denial__appeal_due="5/20/2027",
        records_request__asked_on="11/22/2026",
        records_request__due="12/22/2026",
    )
    claim = signed.chart("jane").visits[0].claim
    taken_off = (
        Adjustment(group="CO", reason="45", cents=3000),
        Adjustment(group="PR", reason="2", cents=2000),
    )
    assert claim.lines[0].first_payer == LinePayment(paid=4000, adjustments=taken_off)
    assert (claim.state, claim.payer_number) == (ClaimState.DENIED, "ICN77")
    assert claim.primary_decided_on == date(2026, 11, 20)
    assert claim.denial
    assert (claim.denial.reasons, claim.denial.appeal_due) == (("CO-197", "N56"), date(2027, 5, 20))
    assert claim.records_request
    assert claim.records_request.due == date(2026, 12, 22)
    assert "sent → denied" in signed.history("jane")[-1].how
    again = answer_form(signed)
    shown = {field.path: text_of(again.record, field) for field in again.fields}
    assert shown["payments"] == "97124 40.00 CO-45 30.00 PR-2 20.00"
    save_typed(again, payments="")
    assert signed.chart("jane").visits[0].claim.lines[0].first_payer is None


def test_a_code_that_is_not_on_the_claim_is_refused(signed: ChartStore) -> None:
    with pytest.raises(BadInput, match="97140 isn't on this claim"):
        save_typed(answer_form(signed), payments="97140 40")


def test_only_who_bills_enters_what_a_payer_answered(
    signed: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    assert signed.chart("jane").visits[0].signed
    lee = login("lee")
    with pytest.raises(NotAllowed, match="Only a biller or the owner"):
        save_typed(answer_form(lee), payer_number="X1")
