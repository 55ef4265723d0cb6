from collections.abc import Iterator
from dataclasses import replace

import pytest

from charting_tui.coding.payers import preset
from charting_tui.records.payer import Payer
from charting_tui.rules.case import Case
from charting_tui.rules.lint import lint
from charting_tui.rules.registry import rules
from tests.rule_forms import case_in, forms

PRESETS = ("medicare", "medicaid", "commercial", "va_ccn", "workers_comp", "auto", "client_pay")
"""One payer of each kind."""

OF_KINDS = {
    "medicare": "A015 C021 D019 M002 M007 M008 M010 M011 M012 M020 M022 T011",
    "va": "A021",
    "auto": "A016",
    "workers compensation": "A017 A019 A020",
    "auto, workers compensation": "A024 D014",
    "medicare, medicaid, commercial": "A022 A027",
    "client": "K013 K014",
}
"""Rules that concern some kinds of payer."""

OF_INSURERS = (
    "A001 A002 A003 A004 A005 A006 A007 A008 A009 A010 A011 A012 A013 A014 A018 A023 A025 A026 "
    "C002 C003 C004 C006 C007 C008 C012 C013 C014 C015 C016 C017 C018 C019 C022 C023 C024 C025 C026 C028 "
    "C032 D001 D002 D003 D004 D005 D006 D007 D008 D009 D010 D011 D012 D013 D015 D016 D017 D018 "
    "D020 K002 K003 K004 K007 K008 K009 K010 K012 K017 K018 M001 M009 M015 M016 M017 M018 M019 M021 N004 "
    "N006 N007 N019 T001 T003 T004 T006 T008 T010 T012 T013 T015 T020"
)
"""Rules that say nothing to a client who pays."""

OF_EVERYBODY = (
    "C001 C005 C009 C010 C011 C020 C027 C029 C030 C031 K001 K005 K006 K011 K015 K016 K019 "
    "M003 M004 M005 M006 M013 M014 N001 N002 N003 N005 N008 N009 N010 N011 N012 N013 N014 N015 N016 N017 "
    "N018 N020 N021 T002 T005 T007 T009 T014 T016 T017 T018 T019"
)

BY_SETTING = {
    "authorization": "A001 A007",
    "referral": "A008 A009 A025 D015",
    "progress": "A012",
    "filing_days": "A013 A023",
    "daily_cap": "T012",
    "codes_paid": "C028",
    "year_visits case_visits": "A006",
    "ncci": "C012 C014 C016 C017 C018 C019",
    "discipline_modifier": "M001 M009 M019",
    "unit_limits": "T013",
    "plan_of_care": "A010 A011",
    "prefers_g0283": "C002 C003",
    "bundled": "C004",
}
"""Rules that speak only where a payer's setting asks for it."""

BY_LAW = {"medicare": "A010 A011 C002 C004"}
"""Of those, the ones that a kind of payer is judged by without any setting."""

INSURERS = frozenset({"medicare", "medicaid", "commercial", "va", "workers compensation", "auto"})


def concerned() -> dict[str, frozenset[str]]:
    kinds = {
        rule: frozenset(kind.strip() for kind in named.split(","))
        for named, of_kinds in OF_KINDS.items()
        for rule in of_kinds.split()
    }
    kinds |= dict.fromkeys(OF_INSURERS.split(), INSURERS)
    return kinds | dict.fromkeys(OF_EVERYBODY.split(), INSURERS | {"client"})


def settings_of() -> dict[str, tuple[str, ...]]:
    return {
        rule: tuple(names.split()) for names, of_setting in BY_SETTING.items() for rule in of_setting.split()
    }


def asks(payer: Payer, rule: str) -> bool:
    """Whether a rule concerns a payer: its kind, and the setting where there is one."""
    names = settings_of().get(rule)
    by_law = rule in BY_LAW.get(payer.kind, "").split()
    on = names is None or by_law or any(_is_on(payer, name) for name in names)
    return payer.kind in concerned()[rule] and on


def _is_on(payer: Payer, name: str) -> bool:
    setting = getattr(payer, name)
    if setting is None:
        return False
    return name in {"prefers_g0283", "codes_paid"} or setting.value not in {False, (), "off"}


def told_beside(case: Case, own: str) -> Iterator[str]:
    """Yield the other rules that speak to a payer whom they do not concern."""
    for finding in (*lint(case), *lint(case, report=True)):
        if finding.rule != own and not asks(case.payer, finding.rule):
            yield f"{finding.rule} to {case.payer.id or case.payer.kind}: {finding.message}"


def test_of_every_rule_it_is_said_whom_it_concerns() -> None:
    listed = [*" ".join(OF_KINDS.values()).split(), *OF_INSURERS.split(), *OF_EVERYBODY.split()]
    assert sorted(listed) == [one.id for one in rules()]
    assert {preset(name).kind for name in PRESETS} == INSURERS | {"client"}


def test_in_the_passing_cases_of_others_a_rule_is_silent_to_whom_it_does_not_concern() -> None:
    loud = {
        param.id: told
        for param in forms("passes")
        if (told := list(told_beside(case_in(param.values[1]), param.values[0].id)))
    }
    assert loud == {}


@pytest.mark.parametrize("name", PRESETS)
def test_what_trips_for_one_payer_says_nothing_to_one_whom_it_does_not_concern(name: str) -> None:
    payer, loud, spoke = preset(name), {}, set()
    for param in (*forms("trips"), *forms("passes")):
        case = replace(case_in(param.values[1]), payer=payer)
        told = list(told_beside(case, ""))
        spoke |= {finding.rule for finding in lint(case)}
        if told:
            loud[param.id] = told
    assert loud == {}
    if payer.kind == "client":
        assert spoke == {rule for rule, kinds in concerned().items() if "client" in kinds} - {"T016"}
