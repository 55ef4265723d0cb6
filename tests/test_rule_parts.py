"""A rule with a part missing fails here first, in seconds, with a sentence that says what to add."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import presets
from charting_tui.records.chart import ClientFile
from charting_tui.records.people import Client
from charting_tui.rules.registry import Rule, rules
from charting_tui.screens.visit.finding_places import UNKNOWN, Elsewhere, place_of
from tests.rule_forms import case_in, examples
from tests.rules import Form, part
from tests.year.catalogue import FAULTS
from tests.year.fault import Fault

FOLDER = Path(__file__).parent / "rules"
NO_RULES = {"__init__.py", "bases.py", "example.py"}
FOUND_BESIDE_ANOTHER = {rule_id for fault in FAULTS for rule_id in fault.also.split()}
ONE_OF_EACH_KIND = tuple({payer.kind: payer for payer in presets()}.values())
NOBODY = ClientFile(client=Client(id="c"))


def missing_in(rule: Rule, good: dict[str, Form], bad: dict[str, Form]) -> Iterator[str]:
    """Yield a sentence for every part that a rule's file lacks."""
    file = f"tests/rules/{rule.id.lower()}.py"
    if not bad:
        yield f"{rule.id} has no bad example. Add one to BAD in {file}: a visit in which it finds something."
    if not good:
        yield f"{rule.id} has no good example. Add one to GOOD in {file}: a visit that is nearly wrong."
    faults: tuple[Fault, ...] = part(rule.id, "PLANTED", ())
    never: str = part(rule.id, "NEVER_PLANTED", "")
    if not faults and not never and rule.id not in FOUND_BESIDE_ANOTHER:
        yield (
            f"{rule.id} is never tried in a clinic. Add a Fault to PLANTED in {file}, "
            "or say in NEVER_PLANTED why no chart can have it."
        )
    if faults and never:
        yield f"{rule.id} has both PLANTED and NEVER_PLANTED in {file}. Take one away."
    for fault in faults:
        if fault.also and not fault.why:
            yield f"{rule.id}, “{fault.name}”: {fault.also} finds it too. Say in why= why both should."


def wrong_in(rule: Rule, good: dict[str, Form], bad: dict[str, Form]) -> Iterator[str]:
    """Yield a sentence for every example that is not what it says."""
    for name, form in bad.items():
        case = case_in(form)
        found = list(rule.check(case))
        if not found:
            yield f"{rule.id} finds nothing in its bad example “{name}”."
        elif not rule.audience.has(case.payer):
            yield f"{rule.id} speaks to {case.payer.kind} in “{name}”, and its audience is {rule.audience}."
        for payer in ONE_OF_EACH_KIND:
            if not rule.audience.has(payer) and any(rule.check(replace(case, payer=payer))):
                yield (
                    f"{rule.id} speaks to {payer.kind} too in “{name}”, and its audience is {rule.audience}. "
                    "Nothing silences it: ask case.payer in the rule, or say another audience."
                )
        for path in {fault.field for fault in found}:
            if place_of(path, case, NOBODY) == Elsewhere(UNKNOWN):
                yield (
                    f"{rule.id} names the field “{path}”, and nobody is led there. "
                    "Say in screens/visit/finding_places.py where it is fixed."
                )
    for name, form in good.items():
        for fault in rule.check(case_in(form)):
            yield f"{rule.id} finds “{fault.message}” in its good example “{name}”."


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_has_all_its_parts(rule: Rule) -> None:
    good, bad = examples(rule.id, "good"), examples(rule.id, "bad")
    wanted = [*missing_in(rule, good, bad), *wrong_in(rule, good, bad)]
    if wanted:
        pytest.fail("\n".join(wanted), pytrace=False)


def test_a_rule_is_forgotten_where_a_part_is_missing() -> None:
    rule = rules()[0]
    said = "\n".join(missing_in(rule, {}, {}))
    assert "no bad example" in said
    assert "no good example" in said
    swapped = list(wrong_in(rule, examples(rule.id, "bad"), examples(rule.id, "good")))
    assert any("finds nothing in its bad example" in one for one in swapped)
    assert any("in its good example" in one for one in swapped)


def test_no_file_of_examples_is_left_without_its_rule() -> None:
    known = {f"{rule.id.lower()}.py" for rule in rules()}
    left = sorted({path.name for path in FOLDER.glob("*.py")} - known - NO_RULES)
    assert left == [], "No rule has the id of these files in tests/rules: rename or remove them."
