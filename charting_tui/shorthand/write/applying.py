"""Puts what a line says into a visit: facts, prose, times and code lines. Pure; nothing typed is replaced."""

from collections.abc import Iterable
from dataclasses import dataclass

from charting_tui.records.visit import (
    SECTIONS,
    Facts,
    LineOrigin,
    Note,
    Provenance,
    ServiceLine,
    Treatment,
    Visit,
)
from charting_tui.shorthand.guided.carrying import with_carried
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.prose import sections

SOURCE = "quick line"
"""What the history says the rendered lines come from; of what was confirmed by key it says nothing."""


@dataclass(frozen=True)
class Applied:
    """A visit with a line put into it, and what that added."""

    visit: Visit
    prose: dict[str, str]
    """What was added to each section."""
    lines: tuple[ServiceLine, ...]
    """The code lines that the treatments made, before those of one code were joined with what was there."""


def applied(visit: Visit, reading: Reading, words: Vocabulary, earlier: Iterable[str] = ()) -> Applied:
    """Return the visit with what the line says in it; ``earlier`` are the client's last notes as texts.

    One code is one line for each who pays: minutes add up, areas and techniques are joined. Times that the
    visit has stay where the line names none.
    """
    heard = visit.model_copy(
        update={
            "health_update": reading.health_update or visit.health_update,
            "time_in": reading.time_in or visit.time_in,
            "time_out": reading.time_out or visit.time_out,
        }
    )
    told = heard if reading.health_update else visit.model_copy(update={"health_update": ""})
    prose = sections(told, reading.facts, words, [*earlier, visit.note.text()])
    lines = service_lines(reading.facts)
    note = with_carried(_with(visit.note, prose, reading), reading.same)
    for line in reading.same:
        prose[line.section] = " ".join(filter(None, (prose.get(line.section, ""), line.text)))
    done = heard.model_copy(
        update={
            "note": note,
            "services": _joined([*visit.services, *lines]),
        }
    )
    return Applied(done, prose, lines)


def service_lines(facts: Facts) -> tuple[ServiceLine, ...]:
    """Return the code lines of the treatments; one whose code is not known makes none."""
    return _joined(_line_of(given) for given in facts.treatments if given.code)


def _line_of(given: Treatment) -> ServiceLine:
    return ServiceLine(
        code=given.code,
        minutes=given.minutes,
        area=", ".join(given.areas),
        techniques=tuple(dict.fromkeys(word for word in (given.technique, *given.details) if word)),
        blocks=given.blocks,
        bill_to=given.bill_to,
    )


def _joined(lines: Iterable[ServiceLine]) -> tuple[ServiceLine, ...]:
    kept: list[ServiceLine] = []
    for line in lines:
        same = [
            place for place, one in enumerate(kept) if (one.code, one.bill_to) == (line.code, line.bill_to)
        ]
        if same:
            kept[same[0]] = _both(kept[same[0]], line)
        else:
            kept.append(line)
    return tuple(kept)


def _both(one: ServiceLine, other: ServiceLine) -> ServiceLine:
    first, second = one.exact_minutes, other.exact_minutes
    areas = [area for text in (one.area, other.area) for area in text.split(", ") if area]
    return one.model_copy(
        update={
            "minutes": first + second
            if first is not None and second is not None
            else one.minutes or other.minutes,
            "area": ", ".join(dict.fromkeys(areas)),
            "techniques": tuple(dict.fromkeys((*one.techniques, *other.techniques))),
            "blocks": (*one.blocks, *other.blocks),
        }
    )


def _with(note: Note, prose: dict[str, str], reading: Reading) -> Note:
    facts = reading.facts.model_copy(update={"lines": (reading.line,) if reading.line else ()})
    texts: dict[str, str] = {}
    origins = list(note.provenance)
    for section in SECTIONS:
        before: str = getattr(note, section)
        if section in prose:
            start = f"{before.rstrip()}\n" if before.strip() else ""
            texts[section] = start + prose[section]
            origins.append(
                Provenance.model_validate(
                    {
                        "section": section,
                        "line": start.count("\n"),
                        "origin": LineOrigin.FACTS,
                        "source": SOURCE if reading.line else "",
                        "text": prose[section],
                    }
                )
            )
    return note.model_copy(
        update={**texts, "facts": together(note.facts, facts), "provenance": tuple(origins)}
    )


def together(before: Facts | None, added: Facts) -> Facts:
    """Return the facts of a note with those of a line behind them."""
    if before is None:
        return added
    values = {}
    for name in Facts.model_fields:
        old, new = getattr(before, name), getattr(added, name)
        values[name] = (*old, *new) if isinstance(old, tuple) else new or old
    return before.model_copy(update=values)
