from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.pricing import price, settled, total, unit_choices
from charting_tui.records.claim import Claim, ClaimLine, Draft
from charting_tui.records.payer import CLIENT_PAY, Payer, Setting, UnitRule
from charting_tui.records.people import Fee, Practice
from charting_tui.records.visit import BillTo, ServiceLine, Visit

PRACTICE = Practice(
    fees=(
        Fee(code="97124", cents=4000, since=date(2020, 1, 1)),
        Fee(code="97124", cents=4500, since=date(2026, 1, 1)),
        Fee(code="97140", cents=4900),
        Fee(code="97110", cents=4800),
        Fee(code="97112", cents=4800),
        Fee(code="97010", cents=2000),
    )
)
TIMED = ("97110", "97112", "97116", "97124", "97140")
DAY = date(2026, 11, 19)


def payer_by(rule: UnitRule) -> Payer:
    return Payer(id="plan", name="A plan", unit_rule=Setting[UnitRule](value=rule))


def line(
    code: str, minutes: int | str | None, bill_to: BillTo = BillTo.PAYER
) -> tuple[str, int | str | None, BillTo]:
    return code, minutes, bill_to


def draft_of(
    *lines: tuple[str, int | str | None, BillTo], claim: Claim | None = None, day: date = DAY
) -> Draft:
    services = tuple(
        ServiceLine(id=f"s{place}", code=code, minutes=minutes, bill_to=bill_to)
        for place, (code, minutes, bill_to) in enumerate(lines)
    )
    return Draft(visit=Visit(id="v", date=day, services=services), claim=claim or Claim())


def units_of(draft: Draft, rule: UnitRule = "cms") -> list[int | None]:
    return [priced.units for priced in price(draft, payer_by(rule), PRACTICE)]


@pytest.mark.parametrize(
    ("minutes", "cms", "ama"),
    [
        ({"97112": 24, "97110": 23}, [2, 1], [2, 2]),
        ({"97110": 33, "97140": 7}, [2, 1], [2, 0]),
        ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, [1, 1, 1, 0], [1, 1, 1, 1]),
        ({"97124": 50}, [3], [3]),
        ({"97124": 53}, [4], [4]),
        ({"97140": 7}, [0], [0]),
        ({"97140": 8}, [1], [1]),
    ],
)
def test_published_cases_are_priced_as_published(
    minutes: dict[str, int], cms: list[int], ama: list[int]
) -> None:
    draft = draft_of(*(line(code, spent) for code, spent in minutes.items()))
    assert units_of(draft, "cms") == cms
    assert units_of(draft, "ama") == ama


def test_equal_remainders_leave_a_choice_that_the_lines_show() -> None:
    priced = price(
        draft_of(line("97110", 20), line("97112", 20), line("97010", 10)), payer_by("cms"), PRACTICE
    )
    assert [one.alternatives for one in priced] == [True, True, False]
    assert sum(one.units or 0 for one in priced[:2]) == 3


def test_lines_of_one_code_share_the_minutes_of_the_code() -> None:
    assert units_of(draft_of(line("97140", 10), line("97140", 14)), "ama") == [1, 1]
    assert units_of(draft_of(line("97140", 8), line("97140", 8)), "cms") == [1, 0]


def test_what_the_client_pays_is_counted_apart() -> None:
    apart = draft_of(line("97140", 20), line("97124", 20, BillTo.CLIENT))
    together = draft_of(line("97140", 20), line("97124", 20))
    assert units_of(apart) == [1, 1]
    assert sum(units or 0 for units in units_of(together)) == 3


def test_a_line_billed_to_nobody_earns_nothing_and_helps_no_other() -> None:
    priced = price(draft_of(line("97140", 20), line("97124", 20, BillTo.NOBODY)), payer_by("cms"), PRACTICE)
    assert [(one.units, one.cents) for one in priced] == [(1, 4900), (0, 0)]


def test_an_untimed_code_is_one_unit_whatever_its_minutes() -> None:
    assert units_of(draft_of(line("97010", 40), line("97010", None))) == [1, 1]


def test_units_that_somebody_entered_stand_beside_those_that_are_earned() -> None:
    claim = Claim(lines=(ClaimLine(line="s0", units=4, charge=17000), ClaimLine(line="s1", units="2")))
    priced = price(draft_of(line("97124", 50), line("97140", 30), claim=claim), payer_by("ama"), PRACTICE)
    assert [(one.units, one.units_given, one.cents) for one in priced] == [(4, True, 17000), (2, True, 9800)]
    assert total(priced) == 26800


@pytest.mark.parametrize("typed", ["3o", "8-22 min", "", None, -4])
def test_minutes_that_cannot_be_read_give_no_units_and_no_money(typed: int | str | None) -> None:
    priced = price(draft_of(line("97124", typed)), payer_by("cms"), PRACTICE)
    assert [(one.units, one.cents) for one in priced] == [(None, None)]
    assert total(priced) == 0


def test_units_that_cannot_be_read_are_not_replaced_by_earned_ones() -> None:
    claim = Claim(lines=(ClaimLine(line="s0", units="four"),))
    (priced,) = price(draft_of(line("97124", 60), claim=claim), payer_by("cms"), PRACTICE)
    assert (priced.units, priced.units_given, priced.cents) == (None, True, None)


def test_a_code_outside_the_table_has_no_units_and_a_code_without_fee_no_money() -> None:
    priced = price(draft_of(line("99999", 30), line("97530", 30)), payer_by("cms"), PRACTICE)
    assert [(one.units, one.cents) for one in priced] == [(None, None), (2, None)]


def test_the_fee_is_that_of_the_day_of_service() -> None:
    old = price(draft_of(line("97124", 60), day=date(2025, 12, 31)), payer_by("cms"), PRACTICE)
    new = price(draft_of(line("97124", 60), day=date(2026, 1, 1)), payer_by("cms"), PRACTICE)
    assert (total(old), total(new)) == (16000, 18000)


def test_both_rules_are_shown_with_the_payers_first() -> None:
    choices = unit_choices(draft_of(line("97110", 33), line("97140", 7)), payer_by("ama"))
    assert list(choices) == ["ama", "cms"]
    assert (choices["ama"].total, choices["cms"].total) == (2, 3)


def test_a_settled_claim_says_every_unit_charge_and_the_total() -> None:
    claim = Claim(lines=(ClaimLine(line="s0", modifiers=("GP",), pointers=("A",)),))
    draft = draft_of(line("97124", 53), line("97010", 10), line("97140", 10, BillTo.NOBODY), claim=claim)
    written = settled(claim, draft, payer_by("cms"), PRACTICE)
    assert written.line("s0") == ClaimLine(
        line="s0", units=4, modifiers=("GP",), pointers=("A",), charge=18000
    )
    assert (written.line("s1").units, written.line("s1").charge) == (1, 2000)
    assert written.line("s2").units is None
    assert (written.total, written.payer, written.visit) == (20000, "plan", "v")


def test_the_total_asked_of_a_payer_leaves_out_what_the_client_pays() -> None:
    draft = draft_of(line("97124", 60), line("97010", 10, BillTo.CLIENT))
    assert settled(Claim(), draft, payer_by("cms"), PRACTICE).total == 18000
    assert settled(Claim(), draft, CLIENT_PAY, PRACTICE).total == 20000


def test_what_was_typed_for_units_survives_settling() -> None:
    claim = Claim(lines=(ClaimLine(line="s0", units="four"),))
    written = settled(claim, draft_of(line("97124", 60), claim=claim), payer_by("cms"), PRACTICE)
    assert (written.line("s0").units, written.total) == ("four", None)


def test_a_code_in_small_letters_is_priced_like_its_capitals() -> None:
    small = price(draft_of(line("g0283", 20), line("97140", 20)), payer_by("cms"), PRACTICE)
    assert [one.units for one in small] == [1, 1]


lines_given = st.lists(
    st.tuples(
        st.sampled_from((*TIMED, "97010", "99999")), st.integers(0, 120), st.sampled_from(list(BillTo))
    ),
    max_size=6,
)


@given(lines=lines_given, rule=st.sampled_from(("cms", "ama")))
def test_the_lines_of_the_payer_together_have_the_units_of_the_rule(
    lines: list[tuple[str, int, BillTo]], rule: UnitRule
) -> None:
    draft = draft_of(*lines)
    priced = price(draft, payer_by(rule), PRACTICE)
    timed = [one for one in priced if one.service.bill_to is BillTo.PAYER and one.service.code in TIMED]
    assert sum(one.units or 0 for one in timed) == unit_choices(draft, payer_by(rule))[rule].total
    assert all((one.units or 0) >= (one.service.exact_minutes or 0) // 15 for one in timed)


@given(lines=lines_given)
def test_settling_twice_is_settling_once(lines: list[tuple[str, int, BillTo]]) -> None:
    draft = draft_of(*lines)
    once = settled(draft.claim, draft, payer_by("cms"), PRACTICE)
    again = settled(once, draft.model_copy(update={"claim": once}), payer_by("cms"), PRACTICE)
    assert {one.line: one for one in again.lines} == {one.line: one for one in once.lines}
    assert again.total == once.total


@given(lines=lines_given, rule=st.sampled_from(("cms", "ama")))
def test_money_is_fee_times_units(lines: list[tuple[str, int, BillTo]], rule: UnitRule) -> None:
    for one in price(draft_of(*lines), payer_by(rule), PRACTICE):
        fee = PRACTICE.fee(one.service.code, DAY)
        if one.service.bill_to is not BillTo.NOBODY:
            assert one.cents == (None if fee is None or one.units is None else fee * one.units)
