import json
import os
import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from charting_tui.coding.billing.pricing import settled
from charting_tui.operations.signing.claim_changes import fixes_of_claim
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Finding, Fix, Severity
from charting_tui.rules.registry import lint, rules
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.checking import Checked, Checker, Wanted, check_charts
from tests.command_line import call
from tests.fix_law import broken_by
from tests.made_once import made_once
from tests.year.book import FIRST, TODAY
from tests.year.catalogue import FAULTS
from tests.year.plant import Clinic, Planted, clinic

pytestmark = pytest.mark.long


@cache
def made() -> Clinic:
    return clinic()


def wrong() -> dict[str, Planted]:
    return {planted.draft.visit.id: planted for planted in made().planted}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year as a clinic, with what a check of it finds: made once for all workers, and only read."""
    return made_once(tmp_path_factory, "planted-year", make_year)


def make_year(folder: Path) -> None:
    folder.mkdir()
    noon = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    store = ChartStore.create(folder / "clinic", made().office, person="kim", read_clock=lambda: noon)
    assert store.write_new_charts(made().charts) == len(made().charts)
    store.close()
    (folder / "checked").write_bytes(pickle.dumps(check(folder / "clinic")))


def check(root: Path, *, report: bool = False) -> Checked:
    wanted = Wanted(handed_over=True, report=report)
    checker = Checker(root, made().office.model_dump_json(), TODAY, wanted)
    return check_charts(checker, checker.clients(), 1, lambda *_: None)


@pytest.fixture(scope="module")
def root(year: Path) -> Path:
    return year / "clinic"


@pytest.fixture(scope="module")
def checked(year: Path) -> Checked:
    found: Checked = pickle.loads((year / "checked").read_bytes())
    return found


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{one.rule} {one.severity}: {one.message}" for one in findings]


def test_the_year_holds_clients_payers_licences_and_weeks_enough() -> None:
    courses = [made().course_of[chart.id] for chart in made().charts if chart.id.startswith("y")]
    assert 40 <= len(courses) <= 60
    assert len({course.payer for course in courses}) >= 15
    licences = {person.licence_type for person in made().office.people if person.licence_type}
    assert licences >= {"LMT", "PT", "PTA", "OT", "DC", "LAc", "DO"}
    days = [kept.visit.date for chart in made().charts for kept in chart.visits if chart.id[0] == "y"]
    assert len({(day - FIRST) // timedelta(weeks=1) for day in days}) == 52


def test_visits_made_to_be_right_have_no_finding(checked: Checked) -> None:
    wrong_ones = wrong()
    right = [visit for visit in checked.visits if visit.visit not in wrong_ones]
    assert len(right) > 1000
    loud = {}
    for visit in right:
        argued = made().course_of[visit.client].advice.split()
        found = tuple(
            one for one in visit.findings if one.rule not in argued or one.severity is not Severity.ADVISES
        )
        if found:
            loud[visit.visit] = told(found)
    assert loud == {}


def test_each_wrong_visit_has_exactly_the_faults_planted_in_it(checked: Checked) -> None:
    found = {visit.visit: visit.findings for visit in checked.visits}
    other = {}
    for name, planted in wrong().items():
        argued = set(planted.course.advice.split()) - planted.fault.rules
        if {one.rule for one in found[name]} - argued != planted.fault.rules:
            wanted = " ".join(sorted(planted.fault.rules))
            other[f"{name} ({planted.course.name}): {planted.fault.name}, {wanted}"] = told(found[name])
    assert not other, "These visits have other findings than those of the rules that are named."


def test_faults_of_every_family_are_planted_three_hundred_and_more() -> None:
    families = Counter(rule[0] for planted in made().planted for rule in planted.fault.rules)
    assert set(families) == {one.id[0] for one in rules()}
    assert sum(families.values()) >= 300
    assert min(families.values()) >= 20
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_only_the_owners_report_tells_of_units_missed_by_minutes(root: Path) -> None:
    told_in_report = {
        (visit.visit, one.rule) for visit in check(root, report=True).visits for one in visit.findings
    }
    assert told_in_report == {
        (name, planted.fault.in_report) for name, planted in wrong().items() if planted.fault.in_report
    }


def test_the_command_finds_the_same(root: Path, checked: Checked) -> None:
    asked = ("--from", "2026-11-01", "--handed-over", "--json", "--jobs", "1")
    answer = call("check", "--data", str(root), *asked)
    assert answer.code == 1, answer.err
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert len(lines) > 20
    assert Counter((one["visit"], one["rule"], one["message"]) for one in lines) == Counter(
        (visit.visit, one.rule, one.message)
        for visit in checked.visits
        for one in visit.findings
        if visit.day >= date(2026, 11, 1)
    )


def planted_charts() -> Iterator[tuple[Planted, Chart, VisitFile]]:
    """Give every fourth wrong visit, or every one where ``CHARTING_DRAW_ALL`` is set."""
    charts = {chart.id: chart for chart in made().charts}
    for planted in made().planted[:: 1 if os.environ.get("CHARTING_DRAW_ALL") else 4]:
        kept = charts[planted.client].visit(planted.draft.visit.id)
        assert kept is not None
        yield planted, charts[planted.client], kept


def judged(chart: Chart, draft: Draft, day: date) -> Case:
    return case_of(chart, draft, made().office, day)


def test_what_is_offered_while_a_wrong_visit_is_written_fixes_it_and_nothing_else() -> None:
    broken, offered = {}, 0
    for planted, chart, kept in planted_charts():
        case = replace(judged(chart, planted.draft, kept.visit.date), signature=None)
        for finding in lint(case):
            for fix in (fix for fix in finding.fixes if fix.apply):
                offered += 1
                if faults := list(broken_by(case, finding, fix)):
                    broken[f"{kept.visit.id} {planted.fault.name}: {finding.rule} {fix.label}"] = faults
    assert offered > 50
    assert broken == {}


def test_what_is_offered_to_the_biller_fixes_the_claim_and_nothing_else() -> None:
    broken, offered = {}, 0
    for planted, chart, kept in planted_charts():
        if kept.signed is None:
            continue
        case = judged(chart, Draft(visit=kept.visit, claim=kept.claim), kept.visit.date)
        for finding, fix in fixes_of_claim(lint(case), kept):
            if fix.apply:
                offered += 1
                if faults := list(broken_by(case, finding, and_settled(case, fix))):
                    broken[f"{kept.visit.id} {planted.fault.name}: {finding.rule} {fix.label}"] = faults
    assert offered > 25
    assert broken == {}


def and_settled(case: Case, fix: Fix) -> Fix:
    """The fix, and after it the units, charges and total written out as they are when it is saved."""

    def change(draft: Draft) -> Draft:
        assert fix.apply is not None
        changed = fix.apply(draft)
        claim = settled(changed.claim, changed, case.payer, case.practice)
        return changed.model_copy(update={"claim": claim})

    return replace(fix, apply=change)
