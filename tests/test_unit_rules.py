from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.pricing import settled
from charting_tui.coding.billing.units import earned_units
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import Rule, lint
from tests.rule_forms import TODAY, Form, after, case_in, fixed, forms, found, labels, visit


@pytest.mark.parametrize(
    ("one", "form"), [one for one in forms("bad") if one.values[0].id in {"T001", "T003"}]
)
def test_applying_the_earned_units_fixes_the_units(one: Rule, form: Form) -> None:
    case = case_in(form)
    for finding in found(case, one.id):
        for fix in finding.fixes:
            assert fix.apply is not None
            still = {left.rule for left in lint(after(case, fix.apply(case.draft)))}
            assert not still & {"T001", "T002", "T003", "T004"}


def test_a_tie_offers_each_acceptable_answer() -> None:
    case = visit({"code": "97110", "minutes": 20, "units": 2}, {"code": "97140", "minutes": 20, "units": 2})
    assert len(labels(case, "T001")) == 2


def test_units_that_are_not_entered_are_unknown() -> None:
    assert not found(visit({"code": "97140", "minutes": 50}), "T002")


@pytest.mark.parametrize("rule_id", ["T001", "T004"])
def test_a_line_without_units_counts_with_those_it_earns_beside_one_that_has_them(rule_id: str) -> None:
    by_total = rule_id == "T001"
    payer: str | Form = (
        "medicare" if by_total else {"name": "A plan", "kind": "commercial", "unit_rule": "ama"}
    )
    first = {"code": "97110" if by_total else "97140", "minutes": 15}
    case = visit(first, {"code": "97140", "minutes": 15, "units": 2}, payer=payer)
    (finding,) = found(case, rule_id)
    assert (finding.field, finding.stops) == ("visit.services[1].units", "bill")
    assert "3 would be billed" in finding.message
    assert finding.fixes[0].apply is not None
    judged = after(case, finding.fixes[0].apply(case.draft))
    assert [line.claim.units for line in judged.lines] == [1, 1]
    assert not found(judged, rule_id)


@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["97110", "97140", "97124"]),
            st.integers(0, 70),
            st.none() | st.integers(0, 5),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_more_units_than_the_minutes_support_are_found_before_signing_and_after_alike(
    lines: list[tuple[str, int, int | None]],
) -> None:
    case = visit(*({"code": code, "minutes": spent, "units": units} for code, spent, units in lines))
    written = settled(case.claim, case.draft, case.payer, case.practice)
    assert bool(found(case, "T001")) == bool(found(replace(case, claim=written), "T001"))


def test_many_ties_are_judged_and_offer_four_fixes() -> None:
    codes = [one.code for one in tables_on(TODAY).procedures() if one.timed][:21]
    assert len(codes) == 21
    earned = earned_units(dict.fromkeys(codes, 7), "cms")
    units = [earned.units[code] for code in codes]
    lines = [{"code": code, "minutes": 7, "units": given} for code, given in zip(codes, units, strict=True)]
    backwards = [{**line, "units": given} for line, given in zip(lines, reversed(units), strict=True)]
    assert not found(visit(*lines), "T003")
    assert not found(visit(*backwards), "T003")
    assert len(labels(visit({**lines[0], "units": 9}, *lines[1:]), "T001")) == 4


def test_a_second_line_of_a_code_may_earn_no_unit_of_its_own() -> None:
    day = [{"code": "97140", "minutes": 8, "units": given} for given in (1, 0)]
    assert [one.severity for one in found(visit(*day, payer="commercial"), "K011")] == [Severity.ADVISES]


def test_minutes_that_earn_nothing_are_kept_in_the_record_and_not_entered_as_none() -> None:
    by_code: Form = {"name": "A plan", "kind": "commercial", "unit_rule": "ama"}
    for rule_id, payer in (("T001", "commercial"), ("T004", by_code)):
        case = visit({"code": "97140", "minutes": 7, "units": 1}, payer=payer)
        assert labels(case, rule_id) == ["Keep 97140 in the record, do not bill it"]


def test_units_that_cannot_be_read_are_earned_anew_with_those_beside_them() -> None:
    case = visit({"code": "97110", "minutes": 33, "units": 3}, {"code": "97140", "minutes": 7, "units": "x"})
    assert labels(case, "K011") == ["Bill the units the minutes earn: 97110 ×2, 97140 ×1"]
    beside = visit(
        {"code": "97110", "minutes": 33, "units": 2}, {"code": "97140", "minutes": 7, "units": "x"}
    )
    assert [line.claim.units for line in fixed(beside, "K011", "Bill").lines] == [2, None]
