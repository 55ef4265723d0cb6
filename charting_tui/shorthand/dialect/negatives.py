"""What is not there: a negative reaches over commas, and never supports a code."""

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.tokens import SIGNS
from charting_tui.shorthand.vocabulary import Term


def negative(line: Line) -> bool:
    """Take ``no x`` or ``-x`` with all that follows over commas."""
    text = line.text()
    dash = len(text) > 1 and text[0] == "-" and text[1].isalpha()
    if text.casefold() != "no" and not dash:
        return False
    if not dash:
        line.take("not there:")
    _denied_words(line)
    while line.text() == "," and line.text(1) not in SIGNS:
        line.take("nor")
        _denied_words(line)
    return True


def _denied_words(line: Line) -> None:
    terms, length = line.spelling()
    first = line.at
    if not terms:
        length = 0
        while line.text(length) not in SIGNS and not _begins_another(line, length):
            length += 1
    if not length:
        return
    words = line.typed[line.tokens[first].start : line.tokens[first + length - 1].end].removeprefix("-")
    for _ in range(length):
        line.take(f"not there: {_name(terms, words)}")
    _deny(line, terms, words)


def _begins_another(line: Line, ahead: int) -> bool:
    """Whether the token so many ahead is no more of the words that are denied."""
    text = line.text(ahead)
    return ahead > 0 and (bool(line.spelling(ahead)[0]) or any(letter.isdigit() for letter in text))


def _deny(line: Line, terms: tuple[Term, ...], words: str) -> None:
    by_kind = {term.kind: term for term in terms}
    group = [area for area in line.areas if not area.used] or line.areas
    if "finding" in by_kind and group:
        for area in group:
            area.used = True
            line.found.findings.append(
                AreaFinding(area=area.name, side=area.side, kind=by_kind["finding"].name, negative=True)
            )
        line.closed = True
        line.section = "objective"
    elif "finding" in by_kind:
        _keep_denied(line, "objective", by_kind["finding"].name)
    elif "symptom" in by_kind:
        line.found.denied.append(by_kind["symptom"].name)
    else:
        _keep_denied(line, line.section, _name(terms, words))


def _keep_denied(line: Line, section: str, words: str) -> None:
    line.found.keep(section, f"No {words}.")


def _name(terms: tuple[Term, ...], words: str) -> str:
    preferred = sorted(terms, key=lambda term: term.kind not in {"finding", "symptom"})
    return preferred[0].name if preferred else words
