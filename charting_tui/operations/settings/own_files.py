"""The clinic's own words and rules: read from a file, judged, saved, and written out again."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, TypeVar

from pydantic import ValidationError

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.coding.vocabulary import Area, Technique, find, negators, regions, vocabulary, words_in
from charting_tui.errors import BadInput
from charting_tui.operations.settings.practice import save_office
from charting_tui.operations.visits.quick_words import check_words
from charting_tui.records.additions import OwnArea, OwnRule, OwnRules, OwnTechnique, OwnWords
from charting_tui.records.office import Office
from charting_tui.records.values import Record
from charting_tui.rules.form_faults import sentence_of
from charting_tui.rules.own import CONDITIONS, conditions_of
from charting_tui.store.chart_store import ChartStore

R = TypeVar("R", bound=Record)


def record_in(text: str, kind: type[R], example: str) -> R:
    """Return the record that a JSON text holds; BadInput names the fault and its place."""
    try:
        given = json.loads(text)
    except ValueError as fault:
        where = f"line {fault.lineno}: " if isinstance(fault, json.JSONDecodeError) else ""
        raise BadInput(f"{where}this isn't valid JSON. Write {example}.") from None
    if not isinstance(given, dict):
        raise BadInput(f"The file must contain an object: {example}.")
    try:
        return kind.model_validate_json(json.dumps(given))
    except ValidationError as fault:
        raise BadInput(sentence_of(fault, kind, given)) from None


_SPELLING = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*\*?")
_SHORTEST = 3
"""Letters of a spelling in any case; shorter ones stand in other words, and count only in capitals."""
_SHORTEST_STEM = 4
Entry = OwnTechnique | OwnArea


def read_words(text: str) -> OwnWords:
    """Return the words that a file's text holds; BadInput names the first entry that will not do."""
    words = record_in(text, OwnWords, '{"techniques": [], "areas": [], "quick": []}')
    check_words(words.quick)
    seen: dict[str, str] = {}
    for where, entry in _entries(words):
        _check(where, entry)
        for spelling in (*entry.words, *entry.capitals):
            other = seen.setdefault(spelling.lower(), entry.name)
            if other != entry.name:
                raise BadInput(f"{where}: “{spelling}” already stands for {other}. Keep one of them.")
    return words


def conflicts(words: OwnWords, day: date) -> tuple[str, ...]:
    """Return what is to be known before these words are taken: spellings that meant something else before.

    A code that no table of the day holds is told too; it is taken as it is.
    """
    return tuple(_conflicts(words, day))


def save_words(store: ChartStore, words: OwnWords) -> None:
    """Save the clinic's own words in the place of those before; NotAllowed for who is no owner.

    Words that name nothing for the quick line leave what it has of those: older files do not know them.
    """
    if "quick" not in words.model_fields_set:
        words = words.model_copy(update={"quick": store.office.words.quick})
    save_office(store, store.office.model_copy(update={"words": words}))


def _entries(words: OwnWords) -> Iterator[tuple[str, Entry]]:
    for number, technique in enumerate(words.techniques):
        yield f"techniques[{number}]", technique
    for number, area in enumerate(words.areas):
        yield f"areas[{number}]", area


def _check(where: str, entry: Entry) -> None:
    if not entry.name.strip():
        raise BadInput(f"{where}.name is empty. Enter its name.")
    if not (entry.words or entry.capitals):
        raise BadInput(f"{where} has no words. Enter how notes spell {entry.name}.")
    for spelling in (*entry.words, *entry.capitals):
        _check_spelling(where, spelling, in_capitals=spelling in entry.capitals)
    if isinstance(entry, OwnArea) and entry.region not in regions():
        raise BadInput(f"{where}.region: “{entry.region}” isn't one of {', '.join(sorted(regions()))}.")
    if isinstance(entry, OwnTechnique):
        for code in entry.codes:
            if not re.fullmatch(r"[0-9A-Z]{5}", code):
                raise BadInput(f"{where}.codes: “{code}” isn't a procedure code, such as 97140.")


def _check_spelling(where: str, spelling: str, *, in_capitals: bool) -> None:
    if not _SPELLING.fullmatch(spelling):
        raise BadInput(
            f"{where}: use only letters and single spaces in “{spelling}”, with at most one * at the end."
        )
    letters = len(spelling.rstrip("*").replace(" ", ""))
    if spelling.endswith("*") and letters < _SHORTEST_STEM:
        raise BadInput(
            f"{where}: “{spelling}” is too short before the *. Use {_SHORTEST_STEM} letters or more."
        )
    if letters < _SHORTEST and not in_capitals:
        raise BadInput(f"{where}: “{spelling}” is too short. List it under capitals, or use more letters.")
    spoken = tuple(spelling.lower().rstrip("*").split())
    if any(spoken in negators(kind) for kind in ("before", "after", "ends")):
        raise BadInput(
            f"{where}: “{spelling}” already means that a technique was not done, so it can't name one."
        )


def _conflicts(words: OwnWords, day: date) -> Iterator[str]:
    tables, known = tables_on(day), vocabulary()
    for where, entry in _entries(words):
        for spelling in (*entry.words, *entry.capitals):
            spoken = words_in(spelling.rstrip("*"))
            for found in (*find(spoken, known.techniques), *find(spoken, known.areas)):
                whole = found.first == 0 and found.last == len(spoken) - 1
                if whole and not _same(found.meaning, entry):
                    before = _in_words(found.meaning)
                    yield f"{where}: “{spelling}” meant {before} until now; here it will mean {entry.name}."
        if isinstance(entry, OwnTechnique):
            for code in entry.codes:
                if not tables.names(code):
                    yield f"{where}: {code} isn't in the code table of {day}. It is accepted as it is."


def _same(meaning: Technique | Area, entry: Entry) -> bool:
    if isinstance(meaning, Technique) and isinstance(entry, OwnTechnique):
        return meaning.codes == entry.codes
    return isinstance(meaning, Area) and isinstance(entry, OwnArea) and meaning.region == entry.region


def _in_words(meaning: Technique | Area) -> str:
    if isinstance(meaning, Area):
        return f"{meaning.name} ({meaning.region})"
    return f"{meaning.name} ({', '.join(meaning.codes) or 'no code'})"


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
        raise BadInput(f"The file isn't valid TOML: {fault}. See docs/own_rules.md for the format.") from None
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
    raise BadInput(f"You can't use “{value}” here. Write text in quotes, a number or a date.")


def _faults(rule: OwnRule, before: tuple[OwnRule, ...]) -> Iterator[str]:
    """Yield what a single rule has wrong, one sentence for each."""
    if not _ID.fullmatch(rule.id):
        yield "id must be X and three digits, such as X001."
    if rule.id in {one.id for one in before}:
        yield "id is used twice. Give each rule its own."
    for name in ("message", "fix"):
        said = getattr(rule, name)
        if len(said) > _LONGEST or not said.isprintable() or (name == "message" and not said.strip()):
            yield f"{name} must be one line of at most {_LONGEST} characters."
    yield from _condition_faults(rule)
    for name in ("codes", "with_code", "without_code"):
        yield from (
            f"{name}: “{code}” isn't a code. Use five letters or digits, such as 97140."
            for code in getattr(rule, name)
            if not _CODE.fullmatch(code)
        )
    yield from (
        f"needs_modifier: “{one}” isn't a modifier. Use two letters or digits, such as GP."
        for one in rule.needs_modifier
        if not _MODIFIER.fullmatch(one)
    )
    for name in ("needs_word", "needs_diagnosis"):
        if not all(word.strip() for word in getattr(rule, name)):
            yield f"{name} has an empty entry. Remove it."
    if rule.starts and rule.ends and rule.ends < rule.starts:
        yield "The to date is before the from date. Swap them."


def _condition_faults(rule: OwnRule) -> Iterator[str]:
    had = conditions_of(rule)
    if not had:
        yield f"The rule has no condition. Add one of {', '.join(CONDITIONS)}."
    elif len(had) > 1:
        yield f"The rule has {' and '.join(had)}. Keep one condition, and write a second rule for the other."
    elif CONDITIONS[had[0]].of_codes and not rule.codes:
        yield f'{had[0]} needs codes to check. Add codes = ["97140"].'
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
            raise BadInput(f"{rule.id}: payers: “{unknown}” isn't a payer here. Use one of {known}.")
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
