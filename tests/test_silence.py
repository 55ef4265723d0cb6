import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Finding
from charting_tui.rules.registry import lint, rule_of, rules
from tests.rule_forms import case_in, forms

PRESETS = (
    *("medicare", "medicare_advantage", "medicaid", "commercial"),
    *("va_ccn", "workers_comp", "auto", "client_pay"),
)
"""One payer of each kind."""


@cache
def cases() -> dict[str, Case]:
    return {param.id: case_in(param.values[1]) for param in (*forms("bad"), *forms("good"))}


def share(nth: int) -> dict[str, Case]:
    """Every ninth example, other ones for each payer; all of them where ``CHARTING_DRAW_ALL`` is set."""
    every = 1 if os.environ.get("CHARTING_DRAW_ALL") else 9
    return dict(list(cases().items())[nth % every :: every])


def told_beside(case: Case, findings: Iterable[Finding], own: str = "") -> Iterator[str]:
    """Yield the other rules that speak to a payer whom they do not concern."""
    for finding in (*findings, *lint(case, report=True)):
        if finding.rule != own and not rule_of(finding.rule).audience.has(case.payer):
            yield f"{finding.rule} to {case.payer.id or case.payer.kind}: {finding.message}"


def test_there_is_a_preset_of_every_kind_of_payer() -> None:
    assert {preset(name).kind for name in PRESETS} == EVERYBODY.kinds


@pytest.mark.long
def test_in_the_good_examples_of_others_a_rule_is_silent_to_whom_it_does_not_concern() -> None:
    loud = {
        param.id: told
        for param in forms("good")
        if (told := list(told_beside(case := cases()[param.id], lint(case), param.values[0].id)))
    }
    assert loud == {}


@pytest.mark.long
@pytest.mark.parametrize("name", PRESETS)
def test_what_is_found_for_one_payer_says_nothing_to_one_whom_it_does_not_concern(name: str) -> None:
    payer, loud, spoke = preset(name), {}, set()
    for example, case in (cases() if name == "client_pay" else share(PRESETS.index(name))).items():
        judged = replace(case, payer=payer)
        findings = lint(judged)
        spoke |= {finding.rule for finding in findings}
        if told := list(told_beside(judged, findings)):
            loud[example] = told
    assert loud == {}
    if payer.kind == "client":
        assert spoke == {one.id for one in rules() if "client" in one.audience.kinds and not one.report_only}
