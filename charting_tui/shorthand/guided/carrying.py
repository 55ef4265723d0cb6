"""Lines of an earlier note that may be brought into today's, and which of them were true that day only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charting_tui.coding.prose.note_words import names
from charting_tui.records.visit import (
    SECTIONS,
    LineOrigin,
    Note,
    Provenance,
    Visit,
    carried,
    reported,
    sentences_of,
)
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.tense import tells_what_was_done

_VERTEBRA = re.compile(r"\b[CTLS]\d{1,2}\b")
_MEASURED = re.compile(
    r"\d\s*/\s*\d|\d\s*(?:°|%|deg|min|hours?\b|hrs?\b|cm\b|mm\b|kg\b|lbs?\b)|\d:\d\d", re.IGNORECASE
)
_THAT_DAY = re.compile(
    r"\b(?:to(?:day|night)|this (?:morning|afternoon|visit|session|week)|yesterday|last night|weeks? left"
    r"|(?:before|after|with) (?:the )?treatment|afterwards|on arrival|(?:since|after|from) (?:the )?last)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class EarlierLine:
    """A sentence of an earlier note."""

    section: str
    text: str
    of_that_day: bool
    """Whether it tells what was measured, found or felt then: it is brought in by itself only."""
    source: str
    """The id of the visit that said it first: the earlier one, or the one it was carried from itself."""
    report: bool = False
    """Whether it is text of a report of progress."""


def earlier_lines(visit: Visit, words: Vocabulary) -> tuple[EarlierLine, ...]:
    """Return the sentences of a visit's note, in their order, each once."""
    before: dict[tuple[str, str], str] = {(one.section, one.text): one.source for one in carried(visit.note)}
    reports = {(one.section, said) for one in reported(visit.note) for said in sentences_of(one.text)}
    said = {sentence for terms in words.terms.values() for term in terms for sentence in term.says}
    return tuple(
        dict.fromkeys(
            EarlierLine(
                section,
                text,
                (section, text) in reports or text in said or _of_that_day(section, text),
                before.get((section, text), visit.id),
                (section, text) in reports,
            )
            for section in SECTIONS
            for text in sentences_of(getattr(visit.note, section))
        )
    )


def _of_that_day(section: str, text: str) -> bool:
    if _THAT_DAY.search(text) or names("health", text):
        return True
    if section == "plan":
        return _MEASURED.search(text) is not None or tells_what_was_done(text)
    if section == "objective" and names("finding", text):
        return True
    return any(map(str.isdigit, _VERTEBRA.sub("", text)))


def with_carried(note: Note, lines: Iterable[EarlierLine]) -> Note:
    """Return the note with these lines at the end of their sections, as carried.

    A line that the section already says is not said twice.
    """
    texts = {section: getattr(note, section) for section in SECTIONS}
    origins = list(note.provenance)
    for line in lines:
        before = texts[line.section]
        if line.text in sentences_of(before):
            continue
        start = f"{before.rstrip()}\n" if before.strip() else ""
        texts[line.section] = start + line.text
        origins.append(
            Provenance.model_validate(
                {
                    "section": line.section,
                    "line": start.count("\n"),
                    "origin": LineOrigin.CARRIED,
                    "source": line.source,
                    "text": line.text,
                    "report": line.report,
                }
            )
        )
    return note.model_copy(update={**texts, "provenance": tuple(origins)})
