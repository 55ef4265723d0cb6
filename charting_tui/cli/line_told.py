"""What a line became, told to a program as JSON and to a person in sentences."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from charting_tui.cli.lines import complain, printable, say
from charting_tui.coding.billing.pricing import price
from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS, ServiceLine
from charting_tui.shorthand.dialect.tokens import Token
from charting_tui.shorthand.reading import Reading
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class LineTold:
    """What there is to tell of a line."""

    reading: Reading
    open: tuple[Token, ...]
    """Words with more than one meaning, or none: they stay as typed."""
    prose: Mapping[str, str]
    lines: Sequence[ServiceLine]
    """The code lines that it makes."""
    file: tuple[str, ...] = ()
    """What the client's file gains, in words."""
    contradicted: tuple[str, ...] = ()
    """Facts that contradict each other, each pair in a few words."""
    unanswered: tuple[str, ...] = ()
    """Questions that nothing in it answers."""


def say_as_json(told: LineTold) -> None:
    """Say it as one object: sections, facts, codes, what is kept as typed, what is asked."""
    reading = told.reading
    facts = reading.facts.model_dump(mode="json", exclude_defaults=True, exclude={"lines", "verbatim"})
    said = {
        "sections": {section[0].upper(): told.prose.get(section, "") for section in SECTIONS},
        "facts": [
            {"kind": kind, "fact": fact}
            for kind, found in facts.items()
            for fact in (found if isinstance(found, list) else [found])
        ],
        "codes": [
            {"code": line.code, "minutes": line.minutes, "area": line.area, "techniques": line.techniques}
            for line in told.lines
        ],
        "kept_as_typed": [{"section": one.section, "text": one.text} for one in reading.facts.verbatim],
        "questions": [
            *({"text": one.text, "code": one.code, "minutes": one.minutes} for one in reading.asked),
            *(
                {"text": f"{token.text}: {token.meaning}", "choices": [one.text for one in token.choices]}
                for token in told.open
            ),
        ],
        "health_update": reading.health_update,
        "time_in": reading.time_in and f"{reading.time_in:%H:%M}",
        "time_out": reading.time_out and f"{reading.time_out:%H:%M}",
        "client_file": told.file,
        "contradictions": told.contradicted,
        "unanswered": told.unanswered,
    }
    say(json.dumps(said, ensure_ascii=False, indent=1))


def say_in_words(told: LineTold) -> None:
    """Say the sections, and on standard error what is asked and what stays as typed."""
    reading = told.reading
    for asked in reading.asked:
        complain(f"{asked.code} was not added: the line leaves it open. {asked.text}")
    for token in reading.codeless:
        complain(f"{token.text}: {token.meaning}.")
    for token in told.open:
        ways = f" Write {' or '.join(choice.text for choice in token.choices)}." if token.choices else ""
        kept = "" if token.partly else " It stays as typed."
        complain(f"{token.text} ({token.status}): {token.meaning.rstrip('?')}.{kept}{ways}")
    for contradicts in told.contradicted:
        complain(f"{contradicts}.")
    say_sections(told.prose)
    for entry in told.file:
        say(printable(f"Into the client's file: {entry}"))
    if told.unanswered:
        say(f"Not answered: {', '.join(told.unanswered)}.")


def say_sections(prose: Mapping[str, str]) -> None:
    """Say what each section gains."""
    for section in SECTIONS:
        if section in prose:
            say(printable(f"{section.capitalize()}: {prose[section]}"))


def say_codes(store: ChartStore, draft: Draft) -> None:
    """Say each code line with its minutes, units and areas."""
    office = store.office
    for line in price(draft, office.payer(draft.visit.payer), office.practice):
        minutes = "no minutes" if line.service.minutes is None else f"{line.service.minutes} minutes"
        area = line.service.area or "no area"
        say(printable(f"{line.service.code}: {minutes}, {line.units or 0} units, {area}"))


def new_lines(before: Iterable[ServiceLine], after: Iterable[ServiceLine]) -> tuple[ServiceLine, ...]:
    """Return the code lines that are not there already as they are."""
    known = set(before)
    return tuple(line for line in after if line not in known)
