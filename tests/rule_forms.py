import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.records.claim import Draft
from charting_tui.rules.case import Case, of_payer
from charting_tui.rules.check_form import case_of_form, read_check_form
from charting_tui.rules.finding import Finding
from charting_tui.rules.registry import lint, rules
from tests.rules import Form, examples

__all__ = [
    "TODAY",
    "Form",
    "after",
    "bad",
    "case_in",
    "examples",
    "fixed",
    "forms",
    "found",
    "good",
    "labels",
    "visit",
]

TODAY = date(2026, 11, 19)


def forms(kind: str) -> list[Any]:
    return [
        pytest.param(one, form, id=f"{one.id} {name}")
        for one in rules()
        for name, form in examples(one.id, kind).items()
    ]


@cache
def of_rules(*kinds: str) -> list[Any]:
    """Give each rule with its examples of these kinds: one test a rule, not one an example."""
    return [
        pytest.param(
            one, {name: form for kind in kinds for name, form in examples(one.id, kind).items()}, id=one.id
        )
        for one in rules()
    ]


def with_examples() -> list[Any]:
    """Give each rule with its bad and its good examples."""
    return [
        pytest.param(one, examples(one.id, "bad"), examples(one.id, "good"), id=one.id) for one in rules()
    ]


def bad(rule_id: str, name: str) -> Form:
    return examples(rule_id, "bad")[name]


def good(rule_id: str, name: str) -> Form:
    return examples(rule_id, "good")[name]


def case_in(form: Form) -> Case:
    return case_of_form(read_check_form(json.dumps(form)), TODAY)


def visit(
    *services: Form, note: str = "", payer: str | Form = "medicare", diagnoses: tuple[str, ...] = ("M54.2",)
) -> Case:
    lines = [{"modifiers": ["GP"], "pointers": ["A"], **service} for service in services]
    written = {"objective": note, "subjective": "s", "assessment": "a", "plan": "p"}
    day = {"date": "2026-11-19", "diagnoses": diagnoses, "note": written, "services": lines}
    return case_in({"payer": payer, "visit": day})


def found(case: Case, rule_id: str) -> list[Finding]:
    return [finding for finding in lint(case) if finding.rule == rule_id]


def after(case: Case, draft: Draft) -> Case:
    changed = replace(case, visit=draft.visit, claim=draft.claim)
    return changed if draft.visit.payer == case.visit.payer else _of_its_payer(changed)


def _of_its_payer(case: Case) -> Case:
    payer, held = preset(case.visit.payer), (*case.coverage, *case.other_coverage)
    own = of_payer(held, payer.id)
    return replace(
        case, payer=payer, coverage=own, other_coverage=tuple(one for one in held if one not in own)
    )


def fixed(case: Case, rule_id: str, label: str) -> Case:
    fix = next(fix for finding in found(case, rule_id) for fix in finding.fixes if label in fix.label)
    assert fix.apply is not None
    return after(case, fix.apply(case.draft))


def labels(case: Case, rule_id: str) -> list[str]:
    return [fix.label for finding in found(case, rule_id) for fix in finding.fixes]
