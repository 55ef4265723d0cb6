import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.records.visit import ServiceLine, Visit
from charting_tui.rules.check_form import (
    CheckForm,
    case_of_form,
    finding_json,
    payer_of_form,
    read_check_form,
    schema,
)
from charting_tui.rules.registry import lint
from tests.check_forms import LEAST, TODAY, WHOLE


def refusal(given_form: object) -> str:
    with pytest.raises(BadInput) as refused:
        read_check_form(given_form if isinstance(given_form, str) else json.dumps(given_form))
    sentence = refused.value.sentence
    assert "\n" not in sentence
    return sentence


def with_visit(**changes: object) -> dict[str, Any]:
    return {"visit": {**LEAST["visit"], **changes}}


def test_the_least_form_is_a_date_and_no_services() -> None:
    form = read_check_form(json.dumps(LEAST))
    assert form.visit.date == date(2026, 11, 19)
    assert case_of_form(form, TODAY).today == TODAY


def test_every_key_of_the_form_is_read() -> None:
    case = case_of_form(read_check_form(json.dumps(WHOLE)), TODAY)
    assert case.today == date(2026, 11, 19)
    assert case.payer.id == "va_ccn"
    assert case.therapy_year_to_date == 12050
    assert case.claim.lines[0].charge == 9000
    assert case.signature is not None
    assert case.signature.at == datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
    assert case.addenda[0].text == "t"
    assert case.injury is not None
    assert case.plan is not None
    assert case.referral is not None
    assert len(case.earlier_visits) == len(case.therapist_day) == 1
    assert [finding for finding in lint(case) if finding.severity.value == "blocks"] == []


def test_a_case_holds_the_charts_own_records() -> None:
    case = case_of_form(read_check_form(json.dumps(WHOLE)), TODAY)
    assert type(case.visit) is Visit
    assert type(case.visit.services[0]) is ServiceLine
    assert case.lines[0].claim.units == 4


def test_lines_that_look_alike_keep_their_own_billing() -> None:
    services = [{"code": "97140", "units": 1}, {"code": "97140", "units": 2}]
    case = case_of_form(read_check_form(json.dumps(with_visit(services=services))), TODAY)
    assert [line.claim.units for line in case.lines] == [1, 2]


def test_what_a_person_could_have_written_is_kept() -> None:
    services = [{"code": "97140", "minutes": "8-22 min", "units": 0}]
    form = read_check_form(json.dumps({**with_visit(services=services), "practice": {"npi": "123456789"}}))
    assert (form.visit.services[0].minutes, form.visit.services[0].units) == ("8-22 min", 0)
    assert form.practice.npi == "123456789"


def test_null_means_absent() -> None:
    form = read_check_form(json.dumps({**LEAST, "payer": None, "client": {"name": None}}))
    assert form.client is not None
    assert form.client.name == ""


def test_null_for_plan_prescription_or_case_says_that_there_is_none() -> None:
    form = read_check_form(json.dumps({**LEAST, "plan_of_care": None, "referral": None}))
    case = case_of_form(form, TODAY)
    assert (case.plan, case.knows("plan_of_care"), case.knows("referral")) == (None, True, True)
    assert not case.knows("injury")
    assert not case_of_form(read_check_form(json.dumps(LEAST)), TODAY).knows("plan_of_care")


def test_a_payer_is_a_preset_or_settings_or_an_insurer_not_known() -> None:
    assert payer_of_form(read_check_form(json.dumps({**LEAST, "payer": "uhc"}))).id == "uhc"
    settings = {"unit_rule": "ama", "ncci": {"value": False, "source": "contract", "since": "2026-01-01"}}
    own = payer_of_form(read_check_form(json.dumps({**LEAST, "payer": settings})))
    assert (own.unit_rule.value, own.ncci.value, own.ncci.source) == ("ama", False, "contract")
    assert payer_of_form(read_check_form(json.dumps(LEAST))).insures
    covered = {**LEAST, "coverage": [{"payer": "medicaid", "order": "secondary"}, {"payer": "medicare"}]}
    assert payer_of_form(read_check_form(json.dumps(covered))).id == "medicare"


@pytest.mark.parametrize(
    ("given_form", "path", "also"),
    [
        (
            with_visit(services=[{"code": "97124"}, {"code": "97140", "minuts": 3}]),
            "visit.services[1].minuts",
            "minutes?",
        ),
        ({**LEAST, "vists": 1}, "vists", "visit?"),
        ({"vist": LEAST["visit"]}, "vist", "visit?"),
        (with_visit(note={"sujective": "x"}), "visit.note.sujective", "subjective?"),
        (
            {**LEAST, "payer": {"authorization": {"requird": True}}},
            "payer.authorization.requird",
            "required?",
        ),
        (with_visit(id="v1"), "visit.id", "not a known key"),
        (with_visit(services=[{"id": "1", "code": "97124"}]), "visit.services[0].id", "not a known key"),
        ({**LEAST, "claim": {"state": "sent"}}, "claim.state", "not a known key"),
        ({"visit": {"services": []}}, "visit.date", "missing"),
        ({"visit": {"date": "2026-11-19"}}, "visit.services", "missing"),
        ({}, "visit", "missing"),
        (with_visit(date="19/11/2026"), "visit.date", "YYYY-MM-DD"),
        (with_visit(date="2026-02-30"), "visit.date", "day"),
        (with_visit(time_in="9"), "visit.time_in", "HH:MM"),
        (with_visit(services={}), "visit.services", "list"),
        (with_visit(services=["97124"]), "visit.services[0]", "object"),
        (with_visit(services=[{"code": 97124}]), "visit.services[0].code", "quotes"),
        (
            with_visit(services=[{"code": "97124", "minutes": [3]}]),
            "visit.services[0].minutes",
            "whole number",
        ),
        (
            with_visit(services=[{"code": "97124", "minutes": True}]),
            "visit.services[0].minutes",
            "whole number",
        ),
        (with_visit(services=[{"code": "97124", "charge": 90}]), "visit.services[0].charge", "dollars"),
        (with_visit(services=[{"code": "97124", "bill_to": "me"}]), "visit.services[0].bill_to", "nobody"),
        (with_visit(note={"signed_at": "noon"}), "visit.note.signed_at", "moment"),
        ({**LEAST, "payer": "medicar"}, "payer", "medicare"),
        ({**LEAST, "payer": 3}, "payer", "must be"),
        ({**LEAST, "therapist": {"licence_type": "RMT"}}, "therapist.licence_type", "LMT"),
        ({**LEAST, "earlier_visits": [{"services": []}]}, "earlier_visits[0].date", "missing"),
        ("", "form", "empty"),
        ("[]", "form", "object"),
        ("3", "form", "object"),
        ('{"visit": ', "line 1", "column"),
        ('{"visit":\n {"date" "x"}}', "line 2", "column 10"),
        ('{"visit": {"date": NaN}}', "visit.date", "number"),
        ('{"visit": {"date": 1e999}}', "visit.date", "number"),
        ('{"visit": {"date": "2026-11-19", "date": "2026-11-20"}}', "visit.date", "twice"),
        ('{"a":' * 60 + "1" + "}" * 60, "a.a", "deep"),
        ("[" * 100_000, "form", "deep"),
        ('{"visit": {"date": "\\ud800"}}', "visit.date", "character"),
    ],
)
def test_a_fault_is_one_sentence_that_names_its_path(given_form: object, path: str, also: str) -> None:
    sentence = refusal(given_form)
    assert path in sentence
    assert also in sentence


@pytest.mark.long
def test_the_schema_shows_the_form_and_nothing_of_the_chart() -> None:
    shown = schema()
    assert set(shown["required"]) == {"visit"}
    parts = shown["$defs"]
    assert "minutes" in parts["FormService"]["properties"]
    assert "units" in parts["FormService"]["properties"]
    assert not {"id", "line"} & parts["FormService"]["properties"].keys()
    assert not {"id", "payer"} & parts["FormVisit"]["properties"].keys()
    assert set(parts["FormVisit"]["required"]) == {"date", "services"}
    assert "case" in shown["properties"]


def test_a_finding_is_written_with_exactly_its_ten_keys() -> None:
    services = [{"code": "97124", "minutes": 50, "units": 4, "pointers": ["A"]}]
    form = read_check_form(json.dumps(with_visit(services=services, diagnoses=["M54.2"])))
    written = finding_json(lint(case_of_form(form, TODAY))[0])
    old = ["rule", "name", "severity", "field", "message", "remedy", "source", "fixes"]
    assert list(written) == [*old, "level", "stops"]
    assert (written["level"], written["stops"]) == ("error", "bill")
    assert written["rule"] == "T001"
    assert written["message"] == "The minutes support 3 units; 4 are entered."
    assert json.loads(json.dumps(written)) == written


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(WHOLE)), inner, max_size=3)
    ),
    max_leaves=8,
)


def read_or_refused(text: str) -> CheckForm | str:
    try:
        return read_check_form(text)
    except BadInput as refused:
        return refused.sentence


@pytest.mark.long
@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    answer = read_or_refused(text)
    assert isinstance(answer, CheckForm) or answer.endswith((".", "?"))


@given(st.sampled_from(sorted(WHOLE)), JSON)
def test_any_value_under_a_known_key_is_judged_or_refused(key: str, value: Any) -> None:
    answer = read_or_refused(json.dumps({**WHOLE, key: value}))
    assert answer
    if isinstance(answer, CheckForm):
        assert isinstance(lint(case_of_form(answer, TODAY)), tuple)


@pytest.mark.long
def test_the_schema_says_what_each_field_is_in_the_words_of_its_record() -> None:
    definitions = schema()["$defs"]
    service = definitions["FormService"]["properties"]
    assert service["minutes"]["description"] == "Hands-on minutes, or what was typed in their place."
    assert definitions["Guardian"]["description"].startswith("Who answers for a client")
