from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.pricing import price, settled, unit_choices
from charting_tui.records.claim import Draft
from charting_tui.records.payer import UnitRule
from charting_tui.records.visit import BillTo
from tests.test_pricing import PRACTICE, TIMED, draft_of, payer_by

RULES: st.SearchStrategy[UnitRule] = st.sampled_from(("cms", "ama"))
LINES = st.lists(
    st.tuples(
        st.sampled_from(TIMED),
        st.integers(0, 100),
        st.sampled_from((BillTo.PAYER, BillTo.PAYER, BillTo.CLIENT)),
    ),
    min_size=1,
    max_size=6,
)


def published(minutes: int) -> int:
    """The chart of CMS Pub. 100-04 ch. 5 §20.2, read row by row: 8 to 22 minutes, 23 to 37, and on."""
    return next(units for units in range(100) if minutes < 8 + 15 * units)


def by_code(draft: Draft, rule: UnitRule, party: BillTo = BillTo.PAYER) -> Counter[str]:
    units: Counter[str] = Counter()
    for line in price(draft, payer_by(rule), PRACTICE):
        if line.service.bill_to is party:
            units[line.service.code] += line.units or 0
    return units


def minutes_by_code(draft: Draft, party: BillTo = BillTo.PAYER) -> Counter[str]:
    minutes: Counter[str] = Counter()
    for service in draft.visit.services:
        if service.bill_to is party:
            minutes[service.code] += service.exact_minutes or 0
    return minutes


@given(lines=LINES, rule=RULES, party=st.sampled_from((BillTo.PAYER, BillTo.CLIENT)))
def test_units_never_exceed_what_the_minutes_support(lines: Any, rule: UnitRule, party: BillTo) -> None:
    draft = draft_of(*lines)
    units, minutes = by_code(draft, rule, party), minutes_by_code(draft, party)
    if rule == "cms":
        assert units.total() <= published(minutes.total())
    else:
        assert all(units[code] <= published(minutes[code]) for code in units)
    claim = settled(draft.claim, draft, payer_by(rule), PRACTICE)
    assert by_code(draft.model_copy(update={"claim": claim}), rule, party) == units


@given(lines=LINES, rule=RULES)
def test_every_line_and_every_code_lies_within_one_of_its_share(lines: Any, rule: UnitRule) -> None:
    draft = draft_of(*lines)
    units, minutes = by_code(draft, rule), minutes_by_code(draft)
    assert all(abs(units[code] - minutes[code] / 15) < 1 for code in units)
    for line in price(draft, payer_by(rule), PRACTICE):
        assert abs((line.units or 0) - (line.service.exact_minutes or 0) / 15) < 1


@given(lines=LINES, rule=RULES, chance=st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_units(lines: Any, rule: UnitRule, chance: Any) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    given_order, other_order = (by_code(draft_of(*each), rule) for each in (lines, shuffled))
    earned = unit_choices(draft_of(*lines), payer_by(rule))[rule]
    assert other_order.total() == given_order.total()
    assert earned.accepts(dict(other_order))
    assert earned.tied or other_order == given_order


@given(lines=LINES, rule=RULES, more=st.integers(1, 60), data=st.data())
def test_more_minutes_never_give_fewer_units(
    lines: Any, rule: UnitRule, more: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    code, minutes, party = lines[at]
    longer = [*lines[:at], (code, minutes + more, party), *lines[at + 1 :]]
    before, after = by_code(draft_of(*lines), rule, party), by_code(draft_of(*longer), rule, party)
    assert after.total() >= before.total()
    if rule == "ama":
        assert after[code] >= before[code]


@given(lines=LINES, rule=RULES, data=st.data())
def test_a_line_in_two_parts_has_the_units_of_the_whole(
    lines: Any, rule: UnitRule, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    code, minutes, party = lines[at]
    first = data.draw(st.integers(0, minutes))
    parted = [*lines[:at], (code, first, party), (code, minutes - first, party), *lines[at + 1 :]]
    assert by_code(draft_of(*parted), rule, party) == by_code(draft_of(*lines), rule, party)
