"""Every rule there is, gathered from the families."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from charting_tui.errors import BadInput
from charting_tui.rules import (
    accident,
    authorization,
    billed_codes,
    blocks,
    carried_over,
    charges,
    claim_data,
    claim_form,
    claim_lines,
    cloned,
    coded,
    codes_in_force,
    course,
    day_of_units,
    diagnosis,
    diagnosis_codes,
    diagnosis_fit,
    diagnosis_sides,
    distinct,
    evaluated_again,
    facts_told,
    filing,
    first_diagnosis,
    hours,
    injury,
    late_note,
    liability,
    licences,
    limits,
    line_modifiers,
    manipulation,
    minutes,
    modifiers,
    named_pairs,
    necessity,
    needling,
    note,
    pairs,
    payer_of_day,
    plan_modifiers,
    plan_of_care,
    policies,
    prescription,
    providers,
    record_law,
    report,
    self_pay,
    signed_early,
    spinal_regions,
    techniques,
    told_minutes,
    treated_areas,
    units,
    units_used,
    visits_used,
    wellness,
    who_pays,
)
from charting_tui.rules.rule import Rule, rule

__all__ = ["Rule", "gathered", "rule", "rule_of", "rules"]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, by id."""
    families = (
        units,
        minutes,
        pairs,
        techniques,
        modifiers,
        diagnosis,
        note,
        claim_data,
        authorization,
        claim_lines,
        coded,
        diagnosis_codes,
        diagnosis_fit,
        diagnosis_sides,
        necessity,
        treated_areas,
        prescription,
        providers,
        record_law,
        visits_used,
        billed_codes,
        codes_in_force,
        distinct,
        licences,
        limits,
        named_pairs,
        needling,
        wellness,
        claim_form,
        cloned,
        filing,
        injury,
        late_note,
        plan_of_care,
        policies,
        payer_of_day,
        self_pay,
        who_pays,
        charges,
        day_of_units,
        hours,
        liability,
        line_modifiers,
        plan_modifiers,
        course,
        facts_told,
        carried_over,
        manipulation,
        blocks,
        units_used,
        report,
        accident,
        evaluated_again,
        first_diagnosis,
        signed_early,
        spinal_regions,
        told_minutes,
    )
    return gathered(one for family in families for one in family.RULES)


def gathered(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules by id; ValueError where two bear one id or one name."""
    ordered = tuple(sorted(found, key=lambda one: one.id))
    for what, times in (Counter(one.id for one in ordered) + Counter(one.name for one in ordered)).items():
        if times > 1:
            raise ValueError(f"two rules are called {what}")
    return ordered


def rule_of(rule_id: str) -> Rule:
    """Return the rule of that id or name; BadInput where there is none."""
    wanted = rule_id.strip().lower()
    found = next((one for one in rules() if wanted in {one.id.lower(), one.name}), None)
    if found is None:
        short = f"{wanted[:1].upper()}{wanted[1:].zfill(3)}"
        meant = f"; did you mean {short}?" if any(one.id == short for one in rules()) else "."
        raise BadInput(f"rule: “{rule_id}” is not a rule{meant} charting-tui explain --all lists them.")
    return found
