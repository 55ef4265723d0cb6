from pathlib import Path

import pytest

from charting_tui.acts.booking import book, read_booking
from charting_tui.acts.sitting import sit_down
from charting_tui.rules.lint import lint
from charting_tui.rules.registry import Rule
from tests.clinic import TODAY, make_clinic
from tests.fix_law import broken_by
from tests.rule_forms import Form, case_in, forms


@pytest.mark.parametrize(("one", "form"), [*forms("trips"), *forms("passes")])
def test_a_fix_ends_its_finding_blocks_nothing_new_and_invents_no_work(one: Rule, form: Form) -> None:
    case = case_in(form)
    broken = {
        f"{finding.rule}: {fix.label}": faults
        for finding in lint(case)
        for fix in finding.fixes
        if fix.apply and (faults := list(broken_by(case, finding, fix)))
    }
    assert broken == {}, one.id


def test_every_fix_can_be_taken_back(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    visit = book(store, "jane", read_booking("1500 jane 60"), TODAY)
    sitting = sit_down(store, "jane", visit.id)
    mended = 0
    for _, form in (param.values for param in forms("trips")):
        case = case_in(form)
        named = {"id": visit.id, "therapist": "kim"}
        sitting.change(case.draft.model_copy(update={"visit": case.visit.model_copy(update=named)}))
        before = sitting.draft
        for fix in (fix for finding in lint(case) for fix in finding.fixes if fix.apply):
            sitting.mend(fix)
            assert sitting.draft != before, fix.label
            assert sitting.undo()
            assert sitting.draft == before, fix.label
            mended += 1
    assert mended > 200
