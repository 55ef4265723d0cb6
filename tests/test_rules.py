from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.records.people import Client, Practice, Role
from charting_tui.records.visit import Visit
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Fault, Finding, Severity
from charting_tui.rules.registry import Rule, gathered, lint, rule, rule_of
from tests.rule_forms import TODAY, Form, case_in, found, visit, with_examples


class Judged:
    """An example with what its rules find, for whoever writes the visit and in the owner's report."""

    def __init__(self, form: Form) -> None:
        self.case = case_in(form)
        self.before = self.case.draft.model_dump_json()
        self.findings = lint(self.case)
        self.in_report = lint(self.case, report=True)

    def of(self, one: Rule) -> list[Finding]:
        told = self.in_report if one.report_only else self.findings
        return [finding for finding in told if finding.rule == one.id]


@pytest.mark.parametrize(("one", "bad", "good"), with_examples())
def test_a_rule_finds_its_bad_examples_alone_says_so_in_a_line_and_its_fixes_change_the_draft(
    one: Rule, bad: Mapping[str, Form], good: Mapping[str, Form]
) -> None:
    wrong = {name: Judged(form) for name, form in bad.items()}
    right = {name: Judged(form) for name, form in good.items()}
    assert [name for name, judged in wrong.items() if not judged.of(one)] == []
    loud = {
        name: [told for told in all_of(judged) if told.rule == one.id or told.severity is Severity.BLOCKS]
        for name, judged in right.items()
    }
    assert {name: told for name, told in loud.items() if told} == {}
    for name, judged in (*wrong.items(), *right.items()):
        fits_a_line(name, all_of(judged))
        stands_for_other_days(one, name, judged.case)
    for name, judged in wrong.items():
        changes_the_draft(name, judged, judged.of(one))


def all_of(judged: Judged) -> tuple[Finding, ...]:
    return (*judged.findings, *judged.in_report)


def fits_a_line(name: str, findings: Iterable[Finding]) -> None:
    for finding in findings:
        for said in (finding.message, finding.remedy):
            assert len(said) <= 90, (name, said)
            assert said.endswith("."), (name, said)


def stands_for_other_days(one: Rule, name: str, case: Case) -> None:
    """No answer stands for its day alone."""
    asked = set(case.turning_days)  # before the day is read here too
    assert not {case.today, case.today + timedelta(1)} <= asked, (
        f"{one.id} reads case.today of {name}; ask case.has_come(day) instead"
    )


def changes_the_draft(name: str, judged: Judged, findings: Iterable[Finding]) -> None:
    for finding in findings:
        for fix in finding.fixes:
            assert (fix.apply is None) == bool(fix.jump), name
            if fix.apply:
                assert fix.apply(judged.case.draft).model_dump_json() != judged.before, name
    assert judged.case.draft.model_dump_json() == judged.before, name


def test_findings_come_by_weight_then_what_is_missing_then_field() -> None:
    case = visit(
        {"code": "97140", "minutes": None, "units": 1, "pointers": ["C"]},
        {"code": "97110", "minutes": 20, "units": 1, "modifiers": []},
        payer="uhc",
        note="Effleurage.",
    )
    order = [(finding.severity.rank, finding.missing) for finding in lint(case)]
    assert order == sorted(order)


def test_an_empty_note_and_missing_minutes_are_missing_and_not_wrong() -> None:
    case = visit({"code": "97140", "pointers": []}, note="", diagnoses=())
    assert all(finding.missing for finding in lint(case))


def test_an_unsigned_note_is_missing_until_it_is_billed() -> None:
    form = {"visit": {"date": "2026-11-19", "services": [], "note": {"plan": "p"}}}
    assert found(case_in(form), "N001")[0].missing
    assert not found(case_in({**form, "claim": {"billed_on": "2026-11-19"}}), "N001")[0].missing


def test_a_missing_authorization_never_stops_a_signature() -> None:
    assert {rule_of(name).stops for name in ("A001", "auth-date")} == {"bill"}


def test_visits_used_before_counting_count_for_the_free_ones() -> None:
    leave = {"from": "2026-12-01", "visits_used": 6}
    form = {
        "payer": "premera",
        "authorizations": [leave],
        "visit": {"date": "2026-11-19", "services": [{"code": "97140"}]},
    }
    assert found(case_in(form), "A002")
    assert not found(case_in({**form, "authorizations": [{"from": "2026-12-01", "visits_used": 5}]}), "A002")


def _nothing(_case: Case) -> Iterator[Fault]:
    yield from ()


def _made(rule_id: str = "Z001", name: str = "nothing-wrong", **given: str | tuple[str, ...]) -> Rule:
    words = {"source": "s", "bad": "t", "good": "p", **given}
    make = rule(rule_id, name, Severity.WARNS, stops="nothing", owner=Role.OWNER, audience=EVERYBODY, **words)  # type: ignore[arg-type]
    return make(_documented)


def _documented(_case: Case) -> Iterator[Fault]:
    """Nothing is wrong."""
    yield from ()


@pytest.mark.parametrize("wanting", ["source", "bad", "good"])
def test_a_rule_without_source_or_examples_is_refused(wanting: str) -> None:
    with pytest.raises(ValueError, match="Z001"):
        _made(**{wanting: " "})


@pytest.mark.parametrize("code", ["197", "CO197", "PR-1", "N1234", "A9:1", ""])
def test_a_denial_that_is_no_code_is_refused(code: str) -> None:
    assert _made(denials=("CO-197", "CO-B7", "N362", "MA130", "A7:562")).denials
    with pytest.raises(ValueError, match="denial codes"):
        _made(denials=("CO-197", code))


def test_a_rule_without_a_docstring_or_with_an_odd_id_is_refused() -> None:
    make = rule(
        "Z001",
        "n",
        Severity.WARNS,
        stops="nothing",
        owner=Role.OWNER,
        source="s",
        audience=EVERYBODY,
        bad="t",
        good="p",
    )
    with pytest.raises(ValueError, match="docstring"):
        make(_nothing)
    with pytest.raises(ValueError, match="an id of"):
        _made("z1")
    with pytest.raises(ValueError, match="a name of"):
        _made(name="Not So")


def test_two_rules_may_not_bear_one_id_or_one_name() -> None:
    with pytest.raises(ValueError, match="Z001"):
        gathered((_made(), _made(name="other")))
    with pytest.raises(ValueError, match="nothing-wrong"):
        gathered((_made(), _made("Z002")))


def test_the_policy_of_another_payer_hides_no_gap_in_coverage() -> None:
    ended = {"payer": "uhc", "to": "2026-06-30"}
    other = {"payer": "medicaid", "order": "secondary"}
    day = {"date": "2026-11-19", "services": [{"code": "97140"}]}
    assert found(case_in({"payer": "uhc", "coverage": [ended, other], "visit": day}), "K005")
    assert found(case_in({"coverage": [{**ended, "payer": "Some Insurer"}, other], "visit": day}), "K005")
    assert not found(case_in({"payer": "uhc", "coverage": [ended, {}], "visit": day}), "K005")


def test_visits_before_those_at_hand_count_for_the_free_ones() -> None:
    case = case_in({"payer": "premera", "visit": {"date": "2026-11-19", "services": [{"code": "97140"}]}})
    assert not found(replace(case, visits_before=5), "A007")
    assert found(replace(case, visits_before=6), "A007")


def test_a_chart_tells_how_many_visits_of_the_payer_came_before() -> None:
    kept = VisitFile(visit=Visit(id="v", date=TODAY, payer="premera"))
    chart = Chart(file=ClientFile(client=Client(id="c")), visits=(kept,), visits_before={"premera": 12})
    draft = Draft(visit=kept.visit)
    office = Office(practice=Practice())
    assert case_of(chart, draft, office, TODAY).visits_before == 12
    none_known = chart.model_copy(update={"visits_before": None})
    assert case_of(none_known, draft, office, TODAY).visits_before is None
    elsewhere = Draft(visit=kept.visit.model_copy(update={"payer": "uhc"}))
    assert case_of(chart, elsewhere, office, TODAY).visits_before == 0


def test_a_form_without_a_note_says_nothing_of_its_sections() -> None:
    form: Form = {"visit": {"date": "2026-11-19", "services": []}}
    assert not found(case_in(form), "N005")
    empty = found(case_in({"visit": {**form["visit"], "note": {}}}), "N005")
    assert len(empty) == 4
    assert all(finding.missing for finding in empty)
