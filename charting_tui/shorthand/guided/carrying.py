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

_DONE = (
    r"(?:added|adjusted|advised|asked|assigned|called|changed|completed|contacted|demonstrated|discussed"
    r"|educated|emailed|encouraged|explained|gave|given|handed|increased|informed|instructed|introduced|issued"
    r"|performed|practi[cs]ed|printed|progressed|provided|recommended|reduced|referred|reminded|removed"
    r"|reviewed|sent|showed|shown|started|stopped|suggested|taught|told|trained|updated)\b"
)
"""What therapists write that they did. A word that more often describes an exercise is none of them."""
_NO_ACT = (
    r"(?:un)?(?:assisted|banded|based|continued|directed|elevated|extended|graded|guided|indicated|limited"
    r"|loaded|modified|needed|planned|prolonged|relaxed|repeated|resisted|scheduled|seated|sled|supported"
    r"|sustained|tolerated|weighted)\b"
)
"""Words with the ending of a past tense that begin a line of what is to be done."""
_PAST = (
    rf"(?:{_DONE}|(?:agreed|began|did|got|had|held|kept|made|met|saw|spoke|took|went|wrote)\b"
    rf"|(?![\w-]*\b{_NO_ACT})[\w-]+[^\We]ed\b)"
)
_ORDERS = (
    r"(?:add|apply|avoid|begin|call|consider|continue|discuss|do|follow|heat|ice|increase|keep|maintain|perform"
    r"|practi[cs]e|progress|recheck|reduce|re-?assess|re-?evaluate|resume|return|review|schedule|start|stop"
    r"|stretch|teach|try|use|will)\b"
)
"""How a line begins that tells what is to be done, whatever its later words are."""
_WHO = r"\b(?:i|we|he|she|they|client|patient|pt|therapist)\.?\s+"
_TOLD = re.compile(
    rf"(?:^|;\s*)(?:also\s+)?{_PAST}"
    rf"|{_WHO}(?:also\s+)?{_PAST}"
    rf"|(?:[,:–—]|\b(?:and|but|then)\b)\s*(?:also\s+)?{_DONE}"
    rf"|^(?!{_ORDERS}).*(?<!\bas )(?<!\bif ){_DONE}"
    r"(?=\s*(?:[.,;]|$)|\s+(?:to|with|in|for|at|on|per|by|from)\b)"
    r"|\b(?:was|were|had|did|(?:has|have) been)\b",
    re.IGNORECASE,
)


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


def tells_what_was_done(line: str) -> bool:
    """Whether a line of a plan speaks of the past, as “Added squeezes” does; yes where it is in doubt.

    Such a line is still there to be carried, by itself.
    """
    return _TOLD.search(line) is not None
