"""A typed line cut into sentences and clauses, each with its place in the line; nothing between is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.shorthand.read.note_words import NoteWords

HEADING = re.compile(r"(?<![\w/])(S|O|A|P|Subjective|Objective|Assessment|Plan)\s*:\s*", re.IGNORECASE)
_SECTION = {"s": "subjective", "o": "objective", "a": "assessment", "p": "plan"}
_STOP = re.compile(r"[.!?]+(?=\s|$)|[;\n]+")
_SOFT = re.compile(r"(?<=[A-Za-z])\.(?=\s+[^\s+&@,;(-])")
_SPLIT = re.compile(
    r",(?=\s|$)|\s+(?=(?:but|then|however|though|so|did)\s)|\s+(?=[a-z]+\d{1,3}\s*@)", re.IGNORECASE
)
_QUOTED = re.compile(r"\"[^\"]*\"?|(?<!\w)'[^']+'(?!\w)|\([^)]*\)")
_LAST_WORD = re.compile(r"[A-Za-z][\w'./]*$")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")


@dataclass(frozen=True)
class Clause:
    """A stretch of the line that is read as one statement."""

    text: str
    start: int
    end: int
    sentence: int
    """Which sentence of the line it belongs to, counted from 0."""
    heading: str = ""
    """The section that a typed heading before it names, or nothing."""


def clauses(line: str, words: NoteWords) -> tuple[Clause, ...]:
    """Return the clauses of a line in their order."""
    found: list[Clause] = []
    heading = ""
    for number, (start, end) in enumerate(_sentences(line, words)):
        at = start
        for mark in HEADING.finditer(line, start, end):
            found += _clauses_of(line, (at, mark.start()), number, heading, words)
            heading = _SECTION[mark[1][0].lower()]
            at = mark.end()
        found += _clauses_of(line, (at, end), number, heading, words)
    return tuple(found)


def _clauses_of(
    line: str, part: tuple[int, int], sentence: int, heading: str, words: NoteWords
) -> Iterator[Clause]:
    at, end = part
    start = at
    for mark in _marks(line, start, end, words):
        yield from _clause(line, at, mark.start(), sentence, heading)
        at = mark.end()
    yield from _clause(line, at, end, sentence, heading)


def _marks(line: str, start: int, end: int, words: NoteWords) -> list[re.Match[str]]:
    """Return where the clauses of a sentence part: commas, “but” and the like, and stops after “30 min”."""
    shut = [found.span() for found in _QUOTED.finditer(line, start, end)]
    marks = [*_SPLIT.finditer(line, start, end)]
    for mark in _SOFT.finditer(line, start, end):
        last = _LAST_WORD.search(line[start : mark.start()])
        if last and last[0].casefold().rpartition("/")[2] in words.ends:
            marks.append(mark)
    inside = [one for one in marks if not any(first < one.start() < last for first, last in shut)]
    return sorted(inside, key=lambda one: one.start())


def _clause(line: str, start: int, end: int, sentence: int, heading: str) -> Iterator[Clause]:
    text = line[start:end]
    bare = text.strip()
    if bare:
        first = start + len(text) - len(text.lstrip())
        yield Clause(bare, first, first + len(bare), sentence, heading)


def _sentences(line: str, words: NoteWords) -> Iterator[tuple[int, int]]:
    shut = [found.span() for found in _QUOTED.finditer(line)]
    at = 0
    for mark in _STOP.finditer(line):
        if any(first < mark.start() < last for first, last in shut) or _abbreviates(line, mark, words):
            continue
        yield at, mark.start()
        at = mark.end()
    yield at, len(line)


def _abbreviates(line: str, mark: re.Match[str], words: NoteWords) -> bool:
    """Whether a full stop ends an abbreviation: a known one, a dotted one, or a lone letter."""
    if mark[0] != ".":
        return False
    before = line[: mark.start()]
    if _DOTTED.search(before):
        return True
    last = _LAST_WORD.search(before)
    return last is not None and all(
        part.casefold() in words.abbreviations | words.ends for part in re.split("/", last[0]) if part
    )
