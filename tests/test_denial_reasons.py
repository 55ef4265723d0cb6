import importlib.util
from collections import Counter
from pathlib import Path

from charting_tui.rules.denial_reasons import denial_reasons
from charting_tui.rules.registry import rule_of, rules

LEAST_COVERED = 90
"""Percent of the reasons that something on file can show."""


def test_the_page_of_denials_is_as_reasons_and_rules_are() -> None:
    script = Path(__file__).parent.parent / "docs" / "denials.py"
    spec = importlib.util.spec_from_file_location("denials", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page()


def test_a_reason_that_is_found_names_its_rules_and_they_name_its_codes() -> None:
    for reason in denial_reasons():
        assert bool(reason.rules) == (reason.covered in {"yes", "partly"}), reason.reason
        named = {code for rule_id in reason.rules for code in rule_of(rule_id).denials}
        if reason.covered == "yes":
            assert set(reason.codes) <= named, reason.reason


def test_most_reasons_that_can_be_known_are_found_before_the_claim_is_sent() -> None:
    counts = Counter(reason.covered for reason in denial_reasons())
    knowable = counts.total() - counts["payer only"]
    assert 100 * counts["yes"] >= LEAST_COVERED * knowable


def test_no_two_reasons_are_the_same_and_no_code_of_a_rule_stands_twice() -> None:
    assert len({reason.reason for reason in denial_reasons()}) == len(denial_reasons())
    assert all(len(set(rule.denials)) == len(rule.denials) for rule in rules())
