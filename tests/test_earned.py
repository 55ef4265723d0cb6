from pathlib import Path

import pytest

from charting_tui.coding.billing.pricing import both_rules, earned_in_words
from charting_tui.records.payer import CLIENT_PAY
from charting_tui.records.people import Role
from charting_tui.rules.finding import Finding, Severity
from charting_tui.widgets.findings_list import by_urgency

from .test_pricing import PRACTICE, draft_of, line, payer_by
from .test_screens import at_the_keyboard


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        ((24, 23), "Units by CMS total minutes 97110 2, 97140 1; by AMA per code 97110 2, 97140 2."),
        ((33, 7), "Units by CMS total minutes 97110 2, 97140 1; by AMA per code 97110 2, 97140 0."),
        ((30, 30), ""),
        ((15, 8), ""),
    ],
)
def test_units_by_both_rules_stand_side_by_side_where_they_differ(
    minutes: tuple[int, int], told: str
) -> None:
    draft = draft_of(line("97110", minutes[0]), line("97140", minutes[1]))
    assert both_rules(draft, payer_by("cms")) == told


def test_the_payers_own_rule_comes_first_and_a_client_who_pays_has_none() -> None:
    draft = draft_of(line("97110", 33), line("97140", 7))
    assert both_rules(draft, payer_by("ama")).startswith("Units by AMA per code 97110 2, 97140 0;")
    assert both_rules(draft, CLIENT_PAY) == ""
    assert earned_in_words(draft, payer_by("cms"), PRACTICE) == (
        "Earned: 97110 2 units, 97140 1 unit (CMS total minutes); by AMA per code 97110 2, 97140 0"
    )


def finding(rule: str, severity: Severity, stops: str, owner: Role, field: str) -> Finding:
    return Finding(
        rule=rule,
        name="n",
        severity=severity,
        stops="sign" if stops == "sign" else "bill" if stops == "bill" else "nothing",
        owner=owner,
        field=field,
        message="m",
        remedy="r",
        source="s",
    )


def test_findings_stand_by_what_they_stop_then_who_fixes_them_then_their_line() -> None:
    blocks, warns = Severity.BLOCKS, Severity.WARNS
    expected = [
        finding("N003", blocks, "sign", Role.THERAPIST, "visit.services[1].minutes"),
        finding("N002", blocks, "sign", Role.BILLER, "visit.services[0].code"),
        finding("C001", blocks, "bill", Role.THERAPIST, "visit.services[0].code"),
        finding("A001", blocks, "bill", Role.THERAPIST, "visit.services[1].code"),
        finding("A002", blocks, "bill", Role.THERAPIST, "client.name"),
        finding("A000", blocks, "bill", Role.BILLER, "visit.services[0].modifiers"),
        finding("B001", warns, "sign", Role.THERAPIST, "visit.services[0].code"),
    ]
    assert by_urgency(reversed(expected)) == tuple(expected)


async def test_the_units_earned_are_told_as_minutes_are_typed_into_a_line(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"x", "ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter", "enter")
        await kim.presses("ctrl+l", "m", "ctrl+u", *"53")
        assert "Earned: 97124 4 units (CMS total minutes)" in kim.screen_text()
        await kim.presses("backspace", "backspace", *"5o")
        assert "Hands-on time only" in kim.screen_text()
        assert "more" not in kim.screen_text().split("Hands-on time only")[1]
