import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.own_files import read_rules, rules_text, save_rules, with_known_payers
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.claim import ClaimLine
from charting_tui.records.draft_edits import with_note
from charting_tui.records.visit import Note
from charting_tui.rules.finding import Finding
from charting_tui.rules.registry import lint, rule_of
from charting_tui.store.chart_store import ChartStore
from tests.clinic import OFFICE, TODAY, make_clinic, open_clinic
from tests.command_line import FORM, call
from tests.rule_forms import case_in
from tests.rules import Form
from tests.rules.bases import MANUAL
from tests.rules.example import line, on

HEAD = '[[rules]]\nid = "X001"\nmessage = "Not with us."\n'
OF_97140 = HEAD + 'codes = ["97140"]\n'


def found(rule: str, form: Form) -> list[Finding]:
    case = replace(case_in(form), own_rules=read_rules(rule))
    return [finding for finding in lint(case) if finding.rule == "X001"]


TWO_LINES = on(MANUAL, {"services.1": line("97124", 15, 1, "GP", "A")})
EARLIER_THAT_DAY = on(
    MANUAL, {"earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97140", 15)]}]}
)


@pytest.mark.parametrize(
    ("condition", "form", "field"),
    [
        ("units_over = 3", MANUAL, "visit.services[0].units"),
        ("units_over = 4", EARLIER_THAT_DAY, "visit.services[0].units"),
        ("minutes_over = 52", MANUAL, "visit.services[0].minutes"),
        ("minutes_under = 54", MANUAL, "visit.services[0].minutes"),
        ('with_code = ["97124"]', TWO_LINES, "visit.services[1].code"),
        ('without_code = ["97161"]', MANUAL, "visit.services[0].code"),
        ('needs_modifier = ["GO"]', MANUAL, "visit.services[0].modifiers"),
        ('needs_diagnosis = ["M25", "S13"]', MANUAL, "visit.diagnoses"),
        ('needs_word = ["ice"]\nsection = "plan"', MANUAL, "visit.note.plan"),
    ],
)
def test_a_condition_is_found_at_its_field(condition: str, form: Form, field: str) -> None:
    assert [finding.field for finding in found(OF_97140 + condition, form)] == [field]


@pytest.mark.parametrize(
    ("condition", "form"),
    [
        ("units_over = 4", MANUAL),
        ("minutes_over = 53", MANUAL),
        ("minutes_under = 53", MANUAL),
        ("minutes_under = 54", on(MANUAL, {"services.0.minutes": "5o"})),
        ('with_code = ["97124"]', MANUAL),
        ('without_code = ["97124"]', TWO_LINES),
        ('needs_modifier = ["GO", "GP"]', MANUAL),
        ('needs_diagnosis = ["M54"]', MANUAL),
        ('needs_word = ["ICE", "stretches"]', MANUAL),
        ("units_over = 3", on(MANUAL, {"services.0.code": "97124"})),
        ("units_over = 3", on(MANUAL, {"services.0.bill_to": "client"})),
        ('units_over = 3\npayers = ["uhc"]', MANUAL),
        ("units_over = 3\nfrom = 2026-11-20", MANUAL),
        ('units_over = 3\nto = "2026-11-18"', MANUAL),
    ],
)
def test_what_a_rule_does_not_ask_is_no_finding(condition: str, form: Form) -> None:
    assert found(OF_97140 + condition, form) == []


@pytest.mark.parametrize(
    ("severity", "stops"), [("error", "bill"), ("warning", "nothing"), ("info", "nothing")]
)
def test_only_an_error_stops_the_bill_and_all_can_be_dismissed(severity: str, stops: str) -> None:
    (finding,) = found(f'{OF_97140}units_over = 3\nseverity = "{severity}"\nfix = "Bill 3."', MANUAL)
    assert (finding.stops, finding.message, finding.remedy) == (stops, "Not with us.", "Bill 3.")
    assert finding.dismissible


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rules", "The file isn't valid TOML: "),
        ("[rules]\nid = 1", "rules must be a list"),
        (HEAD.replace("X001", "R1") + "units_over = 1", "R1: id must be X and three digits, such as X001."),
        (f"{OF_97140}units_over = 1\n{OF_97140}units_over = 2", "X001: id is used twice"),
        ('[[rules]]\nid = "X001"\nunits_over = 1', "rules[0].message is missing; write it."),
        (
            HEAD.replace("Not with us.", "x" * 91) + "units_over = 1",
            "X001: message must be one line of at most 90",
        ),
        (HEAD + "unit_over = 1", "rules[0].unit_over is not a known key; did you mean units_over?"),
        (OF_97140, "X001: The rule has no condition. Add one of units_over, minutes_over,"),
        (
            OF_97140 + 'units_over = 1\nwith_code = ["97124"]',
            "X001: The rule has units_over and with_code. Keep one",
        ),
        (HEAD + "units_over = 1", 'X001: units_over needs codes to check. Add codes = ["97140"].'),
        (HEAD + 'codes = ["9714"]\nunits_over = 1', "X001: codes: “9714” isn't a code"),
        (OF_97140 + 'needs_modifier = ["gp"]', "X001: needs_modifier: “gp” isn't a modifier"),
        (OF_97140 + 'needs_word = [" "]', "X001: needs_word has an empty entry. Remove it."),
        (OF_97140 + "units_over = -1", "X001: units_over must be a number from 0 to 1440."),
        (OF_97140 + "units_over = 1.5", "rules[0].units_over must be a whole number."),
        (OF_97140 + 'units_over = 1\nseverity = "bad"', "rules[0].severity must be one of"),
        (
            OF_97140 + "units_over = 1\nfrom = 2026-02-01\nto = 2026-01-31",
            "X001: The to date is before the from date. Swap them.",
        ),
        (OF_97140 + 'units_over = 1\nfrom = "soon"', "rules[0].from: a date is written YYYY-MM-DD"),
    ],
)
def test_a_mistake_is_told_in_one_sentence_that_names_it(text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_rules(text)
    assert str(refused.value.sentence).startswith(said)


def test_a_payer_is_meant_by_id_or_name_and_an_unknown_one_is_refused() -> None:
    rules = read_rules(OF_97140 + 'units_over = 1\npayers = ["sound health", "client_pay"]')
    assert with_known_payers(rules, OFFICE)[0].payers == ("sound", "client_pay")
    with pytest.raises(BadInput, match="X001: payers: “regens” isn't a payer here"):
        with_known_payers(read_rules(OF_97140 + 'units_over = 1\npayers = ["regens"]'), OFFICE)


def test_rules_are_written_out_as_they_are_read() -> None:
    text = (
        OF_97140
        + 'severity = "error"\nneeds_word = ["“ice”", "a \\"pack\\""]\nfrom = 2026-01-01\nto = 2026-12-31'
    )
    assert read_rules(rules_text(read_rules(text))) == read_rules(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    return folder


def test_the_command_takes_a_file_and_shows_it_and_a_file_without_rules_removes_them(
    root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(OF_97140 + "units_over = 3\n", encoding="utf-8")
    here = ("--data", str(root), "--user", owner_of(root))
    assert "Nothing was changed. The file has 1 rule" in call("rules", *here, str(file), "--dry-run").out
    assert "No rules of your own yet." in call("rules", *here).out
    taken = call("rules", *here, str(file)).out
    assert "X001  97140, more than 3 units on one day: Not with us." in taken
    assert read_rules(call("rules", *here).out) == read_rules(file.read_text(encoding="utf-8"))
    file.write_text("", encoding="utf-8")
    assert "The clinic has 0 rules of its own." in call("rules", *here, str(file)).out
    assert "No rules of your own yet." in call("rules", *here).out


def owner_of(root: Path) -> str:
    store = open_clinic(root)
    store.close()
    return next(person.id for person in OFFICE.people if "owner" in person.roles)


def test_only_an_owner_changes_them(root: Path) -> None:
    store = ChartStore.open(root, person="nobody")
    with pytest.raises(NotAllowed, match="Only an owner"):
        save_rules(store, read_rules(OF_97140 + "units_over = 3"))
    store.close()


def test_a_page_tells_what_the_rule_asks_and_the_program_says_where_to_look() -> None:
    rules = read_rules(OF_97140 + "units_over = 3\nfrom = 2026-01-01")
    page = rule_of("x001", rules)
    assert page.bad == "97140, more than 3 units on one day, from 2026-01-01"
    assert page.page == "Not with us."
    with pytest.raises(BadInput, match="charting-tui rules lists a clinic's"):
        rule_of("X001")


def test_a_day_in_a_file_may_be_quoted_or_not() -> None:
    rule = OF_97140 + "units_over = 3\nfrom = "
    assert read_rules(rule + "2026-01-01") == read_rules(rule + '"2026-01-01"')
    assert read_rules(rule + "2026-01-01")[0].starts == date(2026, 1, 1)


def test_a_finding_of_the_clinic_shows_while_a_visit_is_written_and_is_dismissed_with_a_reason(
    root: Path,
) -> None:
    store = open_clinic(root)
    save_rules(store, read_rules(HEAD + 'needs_word = ["ice"]'))
    visit = book(store, "jane", read_booking("1500 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    written = with_line(session.draft, new_line("97140"), ClaimLine())
    session.change(with_note(written, Note(plan="Weekly.")))
    (finding,) = (one for one in session.findings() if one.rule == "X001")
    session.dismiss_finding(finding, "Allergic to cold")
    assert "X001" not in {one.rule for one in session.findings()}
    assert [aside.dismissal.reason for aside in session.judged()[1]] == ["Allergic to cold"]
    store.close()


def test_the_clinics_own_rules_are_asked_by_check(root: Path) -> None:
    store = open_clinic(root)
    save_rules(store, read_rules(HEAD + 'needs_diagnosis = ["Z99"]'))
    visit = book(store, "jane", read_booking("1500 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    session.change(with_line(session.draft, new_line("97140"), ClaimLine()))
    session.save()
    store.close()
    answer = call("check", "--data", str(root), "--all", "--rule", "x001", "--jobs", "1")
    assert "X001 clinic-rule-x001, warning: visit.diagnoses" in answer.out


@pytest.mark.parametrize(("payers", "count"), [('["commercial"]', 1), ('["medicare"]', 0)])
def test_the_clinics_own_rules_are_asked_for_a_visit_in_a_file(
    root: Path, tmp_path: Path, payers: str, count: int
) -> None:
    visit = tmp_path / "visit.json"
    visit.write_text(json.dumps(FORM))
    assert call("check", str(visit), "--data", str(root), "--rule", "x001").code == 0
    store = open_clinic(root)
    rules = read_rules(f'{HEAD}payers = {payers}\ncodes = ["97124"]\nunits_over = 3\n')
    save_rules(store, rules)
    store.close()
    answer = call("check", str(visit), "--data", str(root), "--rule", "x001")
    assert answer.out.count("X001 clinic-rule-x001, warning: visit.services[0].units") == count
    assert answer.code == count


def test_the_clinics_own_rules_are_shown_where_no_file_is_named(root: Path) -> None:
    store = open_clinic(root)
    save_rules(store, read_rules(HEAD + 'needs_word = ["ice"]'))
    store.close()
    assert 'needs_word = ["ice"]' in call("rules", "--data", str(root), "--user", "lee").out
