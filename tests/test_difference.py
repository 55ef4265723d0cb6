"""What is shown of a change before it is made: every leaf of the record that it changes, at 80 by 24."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from charting_tui.records.claim import Claim, ClaimLine, Draft
from charting_tui.records.visit import ServiceLine, Visit, VisitKind
from charting_tui.rules.registry import Rule
from charting_tui.screens.frame.confirm import ConfirmScreen, difference
from charting_tui.widgets.findings_list import name_words
from tests.clinic import TODAY
from tests.rule_forms import Form, case_in, found, of_rules
from tests.test_screens import at_the_keyboard

Names = tuple[str, ...]


def leaves(value: Any, path: Names = ()) -> Iterator[tuple[Names, str]]:
    """Give each value of a record as JSON has it; code lines are told apart by what they bill."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, inner.get("id") or inner.get("line") or str(place)))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield (*path, str(place)), str(inner)
    elif isinstance(value, str) and "note" in path:
        for line in value.splitlines():
            yield (*path, line), line
    elif value not in {None, ""}:
        yield path, str(value)


def named(draft: Draft) -> dict[Names, str]:
    """Return the leaves that are to be named: not that the payer is billed, nor whence a line came."""
    return {
        path: value
        for path, value in leaves(draft.model_dump(mode="json"))
        if path[-1] not in {"id", "line"}
        and (path[-1], value) not in {("bill_to", "payer"), ("affirmed", "False")}
        and ("provenance" not in path or path[-1] == "affirmed")
    }


def as_shown(path: Names, value: str) -> str:
    if value == "True":
        return "confirmed" if path[-1] == "affirmed" else "yes"
    if value == "False":
        return "no"
    if value.endswith(".0"):
        return value.removesuffix(".0")
    return value[:5] if "time_in" in path or "time_out" in path else value


def unnamed(before: Draft, after: Draft) -> list[str]:
    """Return the changed leaves of which a person would not read the value, or that it is gone."""
    goes, comes = difference(before, after)
    old, new = named(before), named(after)
    missed = []
    for held, lines, others in ((old, goes, new), (new, comes, old)):
        shown = " ".join(lines)
        missed += [
            f"{'.'.join(path)} {value}"
            for path, value in held.items()
            if others.get(path) != value and as_shown(path, value) not in shown
        ]
    return missed


@pytest.mark.parametrize(("one", "examples"), of_rules("bad"))
def test_every_change_that_a_rule_offers_is_shown_whole(one: Rule, examples: Mapping[str, Form]) -> None:
    for name, form in examples.items():
        case = case_in(form)
        for fix in (fix for finding in found(case, one.id) for fix in finding.fixes if fix.apply):
            assert fix.apply is not None
            before, after = case.draft, fix.apply(case.draft)
            assert difference(before, after) != ([], []), (name, fix.label)
            assert unnamed(before, after) == [], (name, fix.label)


LINE = ServiceLine(id="s1", code="97140", minutes=30)
DRAFT = Draft(
    visit=Visit(date=TODAY, services=(LINE, LINE.model_copy(update={"id": "s2"})), diagnoses=("M54.2",)),
    claim=Claim(lines=(ClaimLine(line="s1", units=2, modifiers=("59",), charge=9000),)),
)
SET: dict[str, Any] = {
    "date": "2026-01-02",
    "kind": VisitKind.DISCHARGE,
    "state": "arrived",
    "time_in": "09:05",
    "time_out": "10:05",
    "appointment": {"booked_on": "2026-01-03"},
    "note": {"plan": "come again"},
    "timers": [{"line": "s1", "seconds": 65}],
    "unconfirmed": [{"visit": "v9", "line": 7}],
    "areas": ["calf"],
    "techniques": ["cupping"],
    "measures": [{"name": "pain", "value": 6.0}],
    "goals": ["sleep"],
    "diagnoses": ["M62.838", "M54.2"],
    "frequency": "7",
    "payer_chosen": True,
    "choice": {"payer": "granite", "bill_to": {"s1": "nobody"}},
    "primary_decided_on": "2026-01-04",
    "total": "12.30",
    "billed_on": "2026-01-05",
    "hold": {"reason": "wait", "by": "kim"},
}
LINE_SET: dict[str, Any] = {
    "minutes": "3o",
    "techniques": ["myofascial"],
    "regions": ["knee"],
    "blocks": [{"in": "09:10", "out": "09:40"}],
    "group_size": 3,
    "new_insertion": True,
    "bill_to": "nobody",
    "units": 3,
    "modifiers": ["GP"],
    "pointers": ["C"],
    "charge": "45.60",
}


PAYERS_ANSWERS = {"remittances", "denial", "records_request", "first_payer"}
HANDED_OVER = {"number", "batch", "closing", "payments", "questions", "before_answers"}
ELSEWHERE = {"id", "visit", "line", "lines", "services", "changed_at", *PAYERS_ANSWERS, *HANDED_OVER}
"""Ids, what has tests of its own, and what no fix of a draft may touch."""


@pytest.mark.parametrize("name", sorted({*Visit.model_fields, *Claim.model_fields} - ELSEWHERE))
def test_each_field_of_visit_and_claim_is_told_by_name_and_value(name: str) -> None:
    of = "visit" if name in Visit.model_fields else "claim"
    value = SET.get(name, "zzz")
    changed = DRAFT.model_dump(mode="json")
    changed[of][name] = value
    after = Draft.model_validate(changed)
    goes, comes = difference(DRAFT, after)
    assert [line for line in comes if name_words(name) in line or line == "P  come again"], comes
    assert unnamed(DRAFT, after) == []
    assert difference(after, DRAFT) == (comes, goes)


@pytest.mark.parametrize("name", sorted({*ServiceLine.model_fields, *ClaimLine.model_fields} - ELSEWHERE))
def test_each_field_of_a_code_line_is_told_when_it_is_set_and_when_it_is_emptied(name: str) -> None:
    value = LINE_SET.get(name, "zzz")
    changed = DRAFT.model_dump(mode="json")
    part = changed["visit"]["services"] if name in ServiceLine.model_fields else changed["claim"]["lines"]
    part[0][name] = value
    after = Draft.model_validate(changed)
    goes, comes = difference(DRAFT, after)
    assert len(goes) == len(comes) == 1
    assert unnamed(DRAFT, after) == []


def test_of_two_lines_alike_the_one_that_goes_is_shown() -> None:
    visit = DRAFT.visit.model_copy(update={"services": (LINE,)})
    assert difference(DRAFT, DRAFT.model_copy(update={"visit": visit})) == (["97140  30 min"], [])


def test_another_order_of_the_lines_is_shown() -> None:
    two = (LINE, LINE.model_copy(update={"id": "s2", "code": "97124"}))
    before, after = (
        Draft(visit=Visit(date=TODAY, services=services)) for services in (two, tuple(reversed(two)))
    )
    assert difference(before, after) == (["in the order 97140, 97124"], ["in the order 97124, 97140"])


async def test_a_change_of_many_lines_is_read_by_moving_and_keeps_its_keys_in_sight(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        lines = [f"97140  30 min  line {number} [red]" for number in range(1, 13)]
        kim.app.push_screen(ConfirmScreen("Twelve of them", lines, lines))
        await kim.pilot.pause()
        assert "Enter make the change" in kim.screen_text()
        assert "line 1 [red]" in kim.screen_text()
        assert "↓" in kim.screen_text()
        await kim.presses("end")
        assert "+ 97140  30 min  line 12 [red]" in kim.screen_text()
        assert "Enter make the change" in kim.screen_text()
        await kim.presses("escape")
        assert not isinstance(kim.app.screen, ConfirmScreen)
