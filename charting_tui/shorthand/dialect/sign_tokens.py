"""Signs: what a treatment is on, with what, who pays; words in quotes."""

from collections.abc import Callable

from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.tokens import Status


def sign(line: Line) -> bool:
    """Take a sign, or words in quotes."""
    signs: dict[str, Callable[[Line], None]] = {"@": _at, ":": _colon, "$": _dollar}
    text = line.text()
    if text in signs:
        if line.treatment is None:
            line.take(f"“{text}” stands after a technique or code with its minutes", Status.WRONG)
        else:
            signs[text](line)
    elif text == ",":
        line.take("and")
    elif text.startswith('"'):
        words = text.strip('"')
        line.take(f"word for word, {line.section}", Status.FREE)
        if words.strip():
            line.keep(words)
    else:
        return False
    return True


def _at(line: Line) -> None:
    line.take("on")
    line.where = WordContext.AREAS


def _colon(line: Line) -> None:
    line.take("with")
    line.where = WordContext.DETAILS


def _dollar(line: Line) -> None:
    if line.treatment:
        line.treatment.client_pays = True
    line.take("the client pays")
