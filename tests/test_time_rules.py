from dataclasses import replace
from datetime import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.payers import threshold_in
from charting_tui.coding.billing.pricing import price, timed_minutes
from charting_tui.coding.billing.units import lowered
from charting_tui.coding.prose.note_words import measured
from charting_tui.errors import BadInput
from charting_tui.operations.fields.fields import text_of
from charting_tui.operations.fields.typed_values import read_yes, show_yes
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.payer import DailyCap, Payer, Setting
from charting_tui.records.people import Practice, Role
from charting_tui.records.visit import Measure, Visit
from charting_tui.rules.case import Occupied
from charting_tui.rules.registry import Rule, lint, rules
from tests.rule_forms import TODAY, Form, after, case_in, fixed, forms, found, labels, visit

FIXED = ["T011", "T012", "C015", "C017", "C027", "D018", "M008", "M010", "M011", "M016"]


@pytest.mark.parametrize(("one", "form"), [one for one in forms("bad") if one.values[0].id in FIXED])
def test_each_fix_offered_ends_its_finding(one: Rule, form: Form) -> None:
    case = case_in(form)
    for finding in found(case, one.id):
        for fix in finding.fixes:
            if fix.apply is not None:
                left = found(after(case, fix.apply(case.draft)), one.id)
                assert len(left) < len(found(case, one.id)), fix.label


@given(
    units=st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=6),
    most=st.integers(0, 20),
)
def test_the_first_units_are_never_more_than_the_most_nor_than_were_there(
    units: dict[int, int], most: int
) -> None:
    kept = lowered(units, most)
    assert sum(kept.values()) == min(most, sum(units.values()))
    assert all(0 <= kept[line] <= number for line, number in units.items())


LINES = st.lists(
    st.tuples(st.sampled_from(["97110", "97140", "97035", "97124"]), st.integers(8, 60)),
    min_size=1,
    max_size=3,
    unique_by=lambda line: line[0],
)
CAPPED: Form = {"name": "A plan", "kind": "commercial", "daily_cap": {"units": 4}}


@pytest.mark.long
@given(lines=LINES)
def test_a_days_cap_is_told_exactly_where_more_units_are_billed_in_any_order(
    lines: list[tuple[str, int]],
) -> None:
    told = set()
    for order in permutations(lines):
        case = visit(*({"code": code, "minutes": minutes} for code, minutes in order), payer=CAPPED)
        billed = sum(line.units or 0 for line in price(case.draft, case.payer, case.practice))
        assert bool(found(case, "T012")) == (billed > 4)
        told.add(bool(found(case, "T012")))
        if billed > 4:
            capped = fixed(case, "T012", "Bill ")
            rest = price(capped.draft, capped.payer, capped.practice)
            assert 0 < sum(line.units or 0 for line in rest) <= 4
            assert not found(capped, "T001")
            assert timed_minutes(capped.visit) == timed_minutes(case.visit)
    assert len(told) == 1


def test_a_cap_in_minutes_is_a_cap_of_their_quarter_hours() -> None:
    hour: Form = {"name": "A plan", "kind": "commercial", "daily_cap": {"minutes": 60}}
    assert not found(visit({"code": "97140", "minutes": 67}, payer=hour), "T012")
    assert found(visit({"code": "97140", "minutes": 68}, payer=hour), "T012")


def test_a_cap_holds_from_its_first_day() -> None:
    cap = {"value": {"units": 4}, "source": "contract", "since": "2026-11-20"}
    payer: Form = {"name": "A plan", "kind": "commercial", "daily_cap": cap}
    assert not found(visit({"code": "97140", "minutes": 68}, payer=payer), "T012")


@pytest.mark.parametrize(
    "cap",
    [
        DailyCap(units=4),
        DailyCap(minutes=60),
        DailyCap(units=4, minutes=60, codes=("97124", "97140")),
        DailyCap(units=4, untimed=True),
    ],
)
def test_a_cap_is_read_as_it_is_shown(cap: DailyCap) -> None:
    setting = next(one for one in SETTINGS if one.path == "daily_cap")
    assert setting.read(setting.show(Setting[DailyCap](value=cap))).value == cap


@pytest.mark.parametrize("text", ["of 97124", "4", "4 units of massage", "4 units of"])
def test_a_cap_that_is_none_is_refused(text: str) -> None:
    setting = next(one for one in SETTINGS if one.path == "daily_cap")
    with pytest.raises(BadInput):
        setting.read(text)


@given(fee=st.integers(1, 30_000), minutes=st.integers(8, 120), change=st.integers(-500, 500))
def test_a_charge_is_right_only_where_it_is_the_fee_times_the_units(
    fee: int, minutes: int, change: int
) -> None:
    case = visit({"code": "97140", "minutes": minutes})
    practice = case.practice.model_validate({"fees": [{"code": "97140", "cents": fee}]})
    case = replace(case, practice=practice)
    due = price(case.draft, case.payer, practice)[0].cents
    assert due is not None
    charged = case.claim.with_line(case.lines[0].claim.model_copy(update={"charge": due + change}))
    told = found(replace(case, claim=charged), "C027")
    assert bool(told) == (change != 0)


@given(minutes=st.integers(1, 200))
def test_a_unit_short_by_minutes_is_for_the_owners_report_alone(minutes: int) -> None:
    case = visit({"code": "97124", "minutes": minutes})
    told = [one for one in lint(case, report=True) if one.rule == "T016"]
    assert bool(told) == (minutes % 15 in {6, 7})
    assert all(one.owner is Role.OWNER and not one.fixes for one in told)
    assert not {one.id for one in rules() if one.report_only} & {one.rule for one in lint(case)}


@pytest.mark.parametrize("name", ["no_change_visits", "initial_encounter_visits", "short_units"])
def test_a_setting_of_looking_back_is_read_as_it_is_shown_and_no_further_than_ten_visits(name: str) -> None:
    setting = next(one for one in SETTINGS if one.path == name)
    shown = text_of(Payer(), setting)
    assert setting.read(shown).value == getattr(Payer(), name).value
    with pytest.raises(BadInput):
        setting.read(shown.replace(shown.split()[0], "11", 1))


def test_a_measure_of_another_side_is_another_measure() -> None:
    left, right = (
        Visit(date=TODAY, measures=(Measure(name="girth", side=side, value=31.0),))
        for side in ("left", "right")
    )
    assert measured(left) == {"left girth": ("31", "", "")}
    assert measured(left).keys() != measured(right).keys()


def test_ga_with_a_notice_signed_later_is_not_on_file() -> None:
    form: Form = {
        "payer": "medicare",
        "visit": {"date": "2026-11-19", "services": [{"code": "97124", "modifiers": ["GP", "GA"]}]},
    }
    assert labels(case_in(form), "M012") == ["Go to the client", "Replace GA with GZ on 97124"]
    assert not found(case_in({**form, "abn_on_file": True}), "M012")


def test_a_threshold_that_was_not_read_is_not_known() -> None:
    assert (threshold_in(2026, Practice()), threshold_in(2027, Practice())) == (248000, None)


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_read_as_they_are_shown(answer: bool) -> None:
    assert read_yes(show_yes(answer)) is answer
    with pytest.raises(BadInput):
        read_yes("maybe")


def test_a_client_twice_with_one_therapist_at_once_is_told_as_the_therapists_day() -> None:
    other = {"date": "2026-11-19", "time_in": "09:30", "time_out": "10:30"}
    services = [{"code": "97140", "minutes": 50}]
    day: Form = {"date": "2026-11-19", "time_in": "09:00", "time_out": "10:00", "services": services}
    form: Form = {
        "client": {"name": "Doe, Jane"},
        "visit": day,
        "earlier_visits": [{**other, "services": services}],
    }
    assert [one.rule for one in lint(case_in(form)) if one.rule in {"T014", "T019"}] == ["T019"]
    times = {"time_in": other["time_in"], "time_out": other["time_out"]}
    for name, told in (("Doe, Jane", ["T014"]), ("Roe, Max", ["T014", "T019"])):
        beside = case_in({**form, "therapist_day": [{"client": name, **times}]})
        assert [one.rule for one in lint(beside) if one.rule in {"T014", "T019"}] == told


def test_where_the_other_visit_is_signed_the_overlap_says_what_can_still_be_done() -> None:
    services = [{"code": "97140", "minutes": 50}]
    day: Form = {"date": "2026-11-19", "time_in": "09:00", "time_out": "10:00", "services": services}
    case = case_in({"visit": day})
    other = Occupied("Roe, Max", time(9, 30), time(10, 30))
    told = {
        signed: found(replace(case, therapist_day=(replace(other, signed=signed),)), "T014")[0].remedy
        for signed in (False, True)
    }
    assert told[False] == "Correct the times of one visit."
    assert told[True] == "The other visit is signed. Correct the times here, or press a to add an addendum."
