"""Marks of the body as pieces of the quick line, and the pieces of a line that say nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charting_tui.records.visit import AreaFinding, Facts
from charting_tui.shorthand.body_chart.body_marks import as_said
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import Status, tokens_in
from charting_tui.shorthand.vocabulary import Kind, Vocabulary

_LETTERS: dict[Side, str] = {"left": "l", "right": "r", "both": "b", "": ""}


@dataclass(frozen=True)
class MarksInLine:
    """A quick line taken apart."""

    marks: tuple[AreaFinding, ...]
    """What the pieces say that tell of findings and of nothing else."""
    others: tuple[AreaFinding, ...]
    """Findings in pieces that say more."""
    rest: str
    """Those pieces, and all others."""


def marks_in(line: str, words: Vocabulary) -> MarksInLine:
    """Take a quick line apart."""
    marks: list[AreaFinding] = []
    others: list[AreaFinding] = []
    rest: list[str] = []
    for piece in _pieces(line):
        reading = read(piece, words)
        found = reading.facts.findings
        plain = all(token.status is Status.UNDERSTOOD for token in reading.tokens)
        if found and plain and reading.facts == Facts(findings=found):
            marks += found
        else:
            others += found
            rest.append(piece)
    return MarksInLine(tuple(marks), tuple(others), "; ".join(rest))


def _pieces(line: str) -> list[str]:
    ends = [token.start for token in tokens_in(line) if token.text == ";"]
    pieces = (line[start:end].strip(" ;") for start, end in zip([0, *ends], [*ends, len(line)], strict=True))
    return [piece for piece in pieces if piece]


def line_of(marks: Iterable[AreaFinding], words: Vocabulary) -> str:
    """Write findings as the quick line has them: “ut r3 trp; lev b2”. Reading it gives them again."""
    return "; ".join(_piece(area, side, found, words) for (area, side), found in as_said(marks).items())


def _piece(area: str, side: Side, every: Sequence[AreaFinding], words: Vocabulary) -> str:
    grade = next((one.grade for one in every if one.grade is not None), None)
    sided = f"{_LETTERS[side] or 'm'}{grade}" if grade is not None else _LETTERS[side]
    there = [_spelling("finding", one.kind, words) for one in every if one.kind and not one.negative]
    absent = ", ".join(_spelling("finding", one.kind, words) for one in every if one.negative)
    parts = (_spelling("area", area, words), sided, *there, f"no {absent}" if absent else "")
    return " ".join(part for part in parts if part)


def _spelling(kind: Kind, name: str, words: Vocabulary) -> str:
    term = words.named(kind, name)
    return term.short[0] if term else name
