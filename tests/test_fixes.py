from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.rules.registry import Rule, lint
from tests.clinic import TODAY, make_clinic
from tests.fix_law import broken_by
from tests.rule_forms import Form, case_in, forms, of_rules

MOVES_ON = {
    ("A021", ""): "a line that the payer is billed for is judged by the payer's rules from then on",
    ("", "T001"): "units that somebody entered stand, and the minutes they rested on may go off the bill",
    ("C009", "C019"): "a modifier that opened a pair may go off the bill with its line",
    ("C002", "M019"): "G0283 is therapy and 97014 is not, so an assistant is to be named",
    ("T001", "K011"): "a line of no minutes earns no unit; T005 stops it first",
    ("K011", "T013"): "units that could not be read count from then on",
}
"""Where a change may lead into another block, by the rule that offers it and the rule that blocks."""


@pytest.mark.long
@pytest.mark.parametrize(("one", "examples"), of_rules("bad", "good"))
def test_a_fix_ends_its_finding_blocks_nothing_new_and_invents_no_work(
    one: Rule, examples: Mapping[str, Form]
) -> None:
    broken = {
        f"{name}: {finding.rule}: {fix.label}": faults
        for name, form in examples.items()
        for case in (case_in(form),)
        for finding in lint(case)
        for fix in finding.fixes
        if fix.apply and (faults := list(broken_by(case, finding, fix)))
    }
    assert broken == {}, one.id


@pytest.mark.long
def test_every_fix_can_be_taken_back(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    visit = book(store, "jane", read_booking("1500 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    fixed = 0
    for _, form in (param.values for param in forms("bad")):
        case = case_in(form)
        named = {"id": visit.id, "therapist": "kim"}
        session.change(case.draft.model_copy(update={"visit": case.visit.model_copy(update=named)}))
        before = session.draft
        for fix in (fix for finding in lint(case) for fix in finding.fixes if fix.apply):
            session.apply_fix(fix)
            assert session.draft != before, fix.label
            assert session.undo()
            assert session.draft == before, fix.label
            fixed += 1
    assert fixed > 200


def some(words: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(one_of(words), max_size=most, unique=True)


def one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split(" "))


LINE = st.fixed_dictionaries(
    {
        "code": one_of(
            "97110 97124 97140 97530 98940 97750 97012 97010 97150 G0283 97032 97810 97811 97813 99213 97014"
        ),
        "minutes": st.none() | st.integers(0, 60),
        "units": st.sampled_from((None, None, 0, 1, 2, 4, "x")),
        "modifiers": some("59 XS GP GO 25 KX AT 52 LT RT CQ GA ZZ", 3),
        "pointers": some("A B C", 2),
        "area": st.sampled_from(("", "neck", "left shoulder", "low back")),
        "side": one_of("left right both"),
        "bill_to": one_of("payer payer payer client nobody"),
    }
)
SEEN = ("Myofascial release of the neck.", "Effleurage, 20 min.", "Joint mobilization L shoulder.")
NOTE = st.fixed_dictionaries(
    {
        "subjective": st.just("s"),
        "objective": st.sampled_from(SEEN),
        "assessment": st.just("a"),
        "plan": st.just("p"),
        "signed_by": st.sampled_from(("", "kim")),
    }
)
FORMS = st.fixed_dictionaries(
    {
        "payer": one_of("medicare commercial anthem uhc premera auto client_pay medicaid va_ccn")
        | st.just({"name": "A plan", "kind": "commercial", "unit_rule": "ama"}),
        "therapist": st.fixed_dictionaries({"licence_type": one_of("LMT PT PTA DC LAc")}),
        "visit": st.fixed_dictionaries(
            {
                "date": st.just("2026-11-19"),
                "diagnoses": some("M54.2 M62.838 M79.18 M25.511 M54.5 M25.512 S13.4 Z73.3", 3),
                "note": NOTE,
                "services": st.lists(LINE, min_size=1, max_size=3),
            }
        ),
    }
)


@pytest.mark.long
@settings(max_examples=150, derandomize=True)
@given(form=FORMS)
def test_a_change_to_any_visit_leads_nowhere_worse_but_where_it_is_said_why(form: Form) -> None:
    case = case_in(form)
    for finding in lint(case):
        for fix in (fix for fix in finding.fixes if fix.apply):
            for fault in broken_by(case, finding, fix):
                blocks = fault.removeprefix("now ").removesuffix(" blocks")
                moves_on = {(finding.rule, ""), ("", blocks), (finding.rule, blocks)}
                assert moves_on & set(MOVES_ON), f"{finding.rule} {fix.label}: {fault}"
