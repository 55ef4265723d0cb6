"""A clinic's own rules: read from a file, judged, written out again, saved."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from pydantic import ValidationError

from charting_tui.errors import BadInput
from charting_tui.operations.settings.practice import save_office
from charting_tui.records.office import Office
from charting_tui.records.own_rules import OwnRule, OwnRules
from charting_tui.rules.form_faults import sentence_of
from charting_tui.rules.own import CONDITIONS, conditions_of
from charting_tui.store.chart_store import ChartStore

_ID = re.compile(r"X\d{3}")
_CODE = re.compile(r"[0-9A-Z]{5}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_LONGEST = 90
"""Letters of a message: what a line of the findings holds."""
_MOST = 1440
"""Minutes of a day; there are never so many units."""


def read_rules(text: str) -> tuple[OwnRule, ...]:
    """Return the rules that a TOML text holds; BadInput names the rule, the field and the fix."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadInput(f"The file is not TOML: {fault}. docs/own_rules.md shows how it is written.") from None
    plain: dict[str, Any] = json.loads(json.dumps(given, default=_day))
    try:
        rules = OwnRules.model_validate_json(json.dumps(plain)).rules
    except ValidationError as fault:
        raise BadInput(sentence_of(fault, OwnRules, plain)) from None
    for number, rule in enumerate(rules):
        if fault_found := next(_faults(rule, rules[:number]), ""):
            raise BadInput(f"{rule.id or f'rules[{number}]'}: {fault_found}")
    return rules


def _day(value: object) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    raise BadInput(f"“{value}” can't be used here; write text in quotes, a number or a date.")


def _faults(rule: OwnRule, before: tuple[OwnRule, ...]) -> Iterator[str]:
    """Yield what a single rule has wrong, one sentence for each."""
    if not _ID.fullmatch(rule.id):
        yield "id must be X and three digits, like X001."
    if rule.id in {one.id for one in before}:
        yield "id is used twice; give each rule its own."
    for name in ("message", "fix"):
        said = getattr(rule, name)
        if len(said) > _LONGEST or not said.isprintable() or (name == "message" and not said.strip()):
            yield f"{name} must be one line of at most {_LONGEST} characters."
    yield from _condition_faults(rule)
    for name in ("codes", "with_code", "without_code"):
        yield from (
            f"{name}: “{code}” is not a code; write five letters or digits, like 97140."
            for code in getattr(rule, name)
            if not _CODE.fullmatch(code)
        )
    yield from (
        f"needs_modifier: “{one}” is not a modifier; write two letters or digits, like GP."
        for one in rule.needs_modifier
        if not _MODIFIER.fullmatch(one)
    )
    for name in ("needs_word", "needs_diagnosis"):
        if not all(word.strip() for word in getattr(rule, name)):
            yield f"{name} has an empty entry; take it out."
    if rule.starts and rule.ends and rule.ends < rule.starts:
        yield "to is before from; swap them."


def _condition_faults(rule: OwnRule) -> Iterator[str]:
    had = conditions_of(rule)
    if not had:
        yield f"it has no condition; write one of {', '.join(CONDITIONS)}."
    elif len(had) > 1:
        yield f"it has {' and '.join(had)}; write one condition to a rule, and a second rule for the other."
    elif CONDITIONS[had[0]].of_codes and not rule.codes:
        yield f'{had[0]} needs codes to look at; write codes = ["97140"].'
    for name in ("units_over", "minutes_over", "minutes_under"):
        value = getattr(rule, name)
        if value is not None and not 0 <= value <= _MOST:
            yield f"{name} must be a number from 0 to {_MOST}."


def with_known_payers(rules: tuple[OwnRule, ...], office: Office) -> tuple[OwnRule, ...]:
    """Return the rules with payers by their ids; BadInput for one that the clinic does not deal with."""
    ids = {name.casefold(): payer.id for payer in office.payers for name in (payer.id, payer.name)}
    ids["client_pay"] = "client_pay"
    for rule in rules:
        if unknown := next((name for name in rule.payers if name.casefold() not in ids), None):
            known = ", ".join(sorted({payer.id for payer in office.payers})) or "client_pay"
            raise BadInput(f"{rule.id}: payers: “{unknown}” is not a payer here; write one of {known}.")
    return tuple(
        rule.model_copy(update={"payers": tuple(ids[name.casefold()] for name in rule.payers)})
        for rule in rules
    )


def save_rules(store: ChartStore, rules: tuple[OwnRule, ...]) -> None:
    """Save the clinic's own rules in the place of those before; NotAllowed for who is no owner."""
    save_office(store, store.office.model_copy(update={"rules": rules}))


def rules_text(rules: tuple[OwnRule, ...]) -> str:
    """Return rules as the TOML that ``read_rules`` reads."""
    return "\n\n".join("\n".join(("[[rules]]", *_lines(rule))) for rule in rules)


def _lines(rule: OwnRule) -> Iterator[str]:
    for name, field in OwnRule.model_fields.items():
        value = getattr(rule, name)
        if value != field.default:
            shown = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
            yield f"{field.alias or name} = {shown}"
