import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.units import MOST_LISTED, earned_units, units_of_minutes

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "unit_cases.json").read_text())

MINUTES = st.dictionaries(
    st.sampled_from(["97110", "97112", "97116", "97124", "97140", "97530"]), st.integers(0, 130), min_size=1
)


def in_order(answers: Iterable[dict[str, int]]) -> list[list[tuple[str, int]]]:
    return sorted(sorted(answer.items()) for answer in answers)


@pytest.mark.parametrize("published", [pytest.param(case, id=case["case"]) for case in CASES])
def test_published_cases_come_out_as_their_sources_say(published: dict[str, Any]) -> None:
    allocation = earned_units(published["minutes"], published["rule"])
    assert allocation.total == published["total"]
    assert in_order(allocation.acceptable) == in_order(published["acceptable"])


@given(st.integers(0, 600))
def test_units_of_one_code_follow_the_published_chart(minutes: int) -> None:
    assert units_of_minutes(minutes) == (0 if minutes < 8 else (minutes + 7) // 15)


@given(MINUTES)
def test_every_answer_sums_to_the_total_of_all_minutes(minutes: dict[str, int]) -> None:
    allocation = earned_units(minutes, "cms")
    assert allocation.total == units_of_minutes(sum(minutes.values()))
    for answer in allocation.acceptable:
        assert sum(answer.values()) == allocation.total
        assert answer.keys() == minutes.keys()


@given(MINUTES)
def test_a_codes_units_lie_within_one_of_its_share(minutes: dict[str, int]) -> None:
    for answer in earned_units(minutes, "cms").acceptable:
        for code, units in answer.items():
            assert minutes[code] // 15 <= units <= minutes[code] // 15 + 1
            assert abs(units - minutes[code] / 15) < 1 or units == minutes[code] // 15


@given(MINUTES)
def test_the_first_answer_is_one_of_the_alternatives_and_each_stands_once(minutes: dict[str, int]) -> None:
    allocation = earned_units(minutes, "cms")
    assert allocation.units in allocation.acceptable
    assert len({tuple(sorted(answer.items())) for answer in allocation.acceptable}) == len(
        allocation.acceptable
    )
    assert len(allocation.alternatives) != 1


@given(MINUTES, st.randoms())
def test_the_order_of_lines_changes_no_answer(minutes: dict[str, int], chance: Any) -> None:
    codes = list(minutes)
    chance.shuffle(codes)
    shuffled = earned_units({code: minutes[code] for code in codes}, "cms")
    known = earned_units(minutes, "cms")
    assert in_order(shuffled.acceptable) == in_order(known.acceptable)


@given(MINUTES, st.sampled_from(["cms", "ama"]), st.integers(1, 60), st.data())
def test_more_minutes_never_earn_fewer_units(
    minutes: dict[str, int], rule: Any, more: int, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(sorted(minutes)))
    longer = {**minutes, code: minutes[code] + more}
    before, after = earned_units(minutes, rule), earned_units(longer, rule)
    assert after.total >= before.total
    assert max(answer[code] for answer in after.acceptable) >= max(
        answer[code] for answer in before.acceptable
    )


@given(MINUTES)
def test_code_by_code_nothing_is_pooled(minutes: dict[str, int]) -> None:
    allocation = earned_units(minutes, "ama")
    assert allocation.units == {code: units_of_minutes(spent) for code, spent in minutes.items()}
    assert allocation.alternatives == ()


@given(MINUTES, st.data())
def test_an_answer_is_accepted_where_it_is_listed_and_nowhere_else(
    minutes: dict[str, int], data: st.DataObject
) -> None:
    allocation = earned_units(minutes, "cms")
    answer = {code: data.draw(st.integers(spent // 15, spent // 15 + 1)) for code, spent in minutes.items()}
    assert allocation.choices == len(allocation.acceptable)
    assert all(allocation.accepts(known) for known in allocation.acceptable)
    assert allocation.accepts(answer) == (answer in allocation.acceptable)


def test_many_ties_are_counted_and_the_first_of_them_listed() -> None:
    allocation = earned_units({f"code {number:02}": 7 for number in range(21)}, "cms")
    assert (allocation.total, allocation.choices) == (10, 352_716)
    assert len(allocation.alternatives) == MOST_LISTED
    assert allocation.accepts({code: 1 - units for code, units in allocation.units.items()}) is False
    assert allocation.accepts(dict(zip(allocation.units, reversed(allocation.units.values()), strict=True)))
