"""Codes that a note's prose proposes: what it names as done, with the areas and minutes written beside it."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from charting_tui.coding.prose.evidence import MINUTES, Mention, evidence
from charting_tui.coding.vocabulary import NoteVocabulary
from charting_tui.records.visit import SECTIONS, Note, without_report

_RANGE = re.compile(
    r"\d\s*(?:-|\N{EN DASH}|to|or)\s*\d{1,3}\s*(?:-\s*)?(?:min|['\u2019\u2032])", re.IGNORECASE
)
"""Minutes from one figure to another are no minutes that could be billed."""
TOLD_AS_DONE = ("objective", "assessment")
"""The sections that tell what was done; what the client says and what is planned propose nothing."""


@dataclass(frozen=True)
class NamedCode:
    """What a note names of one code."""

    code: str
    words: tuple[str, ...]
    """The words that support it, each once, as they stand."""
    areas: tuple[str, ...] = ()
    minutes: int | None = None
    """The minutes written beside those words; None where none are, or not for this code alone."""


def named_of(mentions: Iterable[Mention], text: str, code: str) -> NamedCode | None:
    """Return what a text names of a code, given all its mentions; None where it names nothing of it."""
    everything = tuple(mentions)
    own = [one for one in everything if code in one.codes]
    if not own:
        return None
    by_clause = [_minutes(everything, text, clause) for clause in dict.fromkeys(one.clause for one in own)]
    unclear = any(minutes is None for minutes in by_clause)
    return NamedCode(
        code,
        tuple(dict.fromkeys(" ".join(one.words.split()) for one in own)),
        tuple(dict.fromkeys(area for one in own for area in one.areas)),
        None if unclear else sum(minutes or 0 for minutes in by_clause) or None,
    )


def proposals(
    note: Note,
    entered: Collection[str],
    refused: Callable[[str], object],
    known: NoteVocabulary | None = None,
) -> tuple[NamedCode, ...]:
    """Return the codes that a note names as done and that are not among those entered, in the note's order.

    Where words support several codes, one entered speaks for all, else the first that is not ``refused``
    is meant. A word that names a service without saying how (“massage”) proposes it only with an area or
    minutes, and never beside words that do say how.
    """
    found: dict[str, NamedCode] = {}
    told = without_report(note)
    for section in TOLD_AS_DONE:
        text = getattr(told, section)
        mentions = _telling(evidence(text, known))
        for mention in mentions:
            code = next((one for one in mention.codes if not refused(one)), None)
            if code is None or code in found or any(one in entered for one in mention.codes):
                continue
            named = named_of(mentions, text, code)
            if named is not None:
                found[code] = named
    return tuple(found.values())


def sections_naming(note: Note, code: str, known: NoteVocabulary | None = None) -> dict[str, NamedCode]:
    """Return what each section of a note names of a code, without the sections that name nothing of it."""
    told = without_report(note)
    texts = ((section, getattr(told, section)) for section in SECTIONS)
    named = ((section, named_of(evidence(text, known), text, code)) for section, text in texts)
    return {section: one for section, one in named if one is not None}


def _telling(mentions: Iterable[Mention]) -> list[Mention]:
    strong = [one for one in mentions if not one.weak]
    told = {one.clause for one in strong}
    weak = [one for one in mentions if one.weak and one.clause not in told and (one.areas or one.minutes)]
    return sorted((*strong, *weak), key=lambda one: one.start)


def _minutes(mentions: Iterable[Mention], text: str, clause: tuple[int, int]) -> int | None:
    """Return the minutes of a clause, 0 where it tells none; None where they are not plainly of one code."""
    figures = [int(found[1]) for found in MINUTES.finditer(text, *clause)]
    if not figures:
        return 0
    codes = {one.codes for one in mentions if one.clause == clause}
    return figures[0] if len(figures) == 1 and len(codes) == 1 and not _RANGE.search(text, *clause) else None
