"""Goals, outcome measures, special tests and how often the client is to come."""

import re
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.tokens import SIGNS, Status
from charting_tui.shorthand.dialect.values import measure, told

_GOAL = re.compile(r"g(\d{1,2})", re.IGNORECASE)
RETURNS = frozenset({"rtc", "rto"})
_MARKED = re.compile(r"([a-z][a-z0-9 ]*)([+-])", re.IGNORECASE)


def goal(line: Line) -> bool:
    """Take the progress of a goal: ``g1 60%``."""
    read = _GOAL.fullmatch(line.text())
    value = amounts.change(line.text(1)) if read else None
    if not read or (line.areas and not line.closed):
        return False
    if value is None or value.unit not in {"", "%"}:
        line.take("how far? write the progress in percent: g1 60%", Status.NEEDS_MORE)
        return True
    line.take(f"goal {read[1]}")
    line.take(f"{told(value)} met")
    line.found.goals.append(measure(read[1], replace(value, unit="%")))
    line.section = "assessment"
    return True


def outcome_value(line: Line) -> bool:
    """Take an outcome measure with its score: ``ndi 34%``, ``om ndi 34%``."""
    ahead = 1 if line.text().casefold() == "om" else 0
    terms = [term for term in line.vocabulary.meanings(line.text(ahead)) if term.kind == "outcome"]
    value = amounts.change(line.text(ahead + 1))
    if not ahead and not terms:
        return False
    if value is None or (ahead and line.text(1) in SIGNS):
        line.take("which measure, and what score? write it like om ndi 34%", Status.NEEDS_MORE)
        return True
    name = terms[0].name if terms else line.text(ahead)
    for _ in range(ahead + 1):
        line.take(name)
    line.take(told(value))
    line.found.outcomes.append(measure(name, value))
    line.section = "assessment"
    return True


def test(line: Line) -> bool:
    """Take a special test with its result, ``slr-``, or an activity that goes better or worse, ``sleep+``."""
    marked = _MARKED.fullmatch(line.text())
    word, sign = (marked[1], marked[2]) if marked else (line.text(), "")
    terms = {term.kind: term for term in line.vocabulary.meanings(word)}
    if "test" in terms and not sign:
        line.take(f"was it positive? write {word}+ or {word}-", Status.NEEDS_MORE)
        return True
    if sign and "test" in terms:
        result = "positive" if sign == "+" else "negative"
        line.take(f"{terms['test'].name} {result}")
        side = amounts.side_and_grade(line.text())
        if side and side[1] is None:
            line.take(f"{side[0]}")
        line.found.tests.append(
            Measure(name=terms["test"].name, value=result, side=side[0] if side and side[1] is None else "")
        )
        line.section = "objective"
        return True
    if sign and "activity" in terms:
        how = "better" if sign == "+" else "worse"
        line.take(f"{terms['activity'].name} {how}")
        line.found.function.append(Measure(name=terms["activity"].name, value=how))
        return True
    return False


def return_visit(line: Line) -> bool:
    """Take when the client is to come again: ``rtc 1wk``, ``rtc 10d``."""
    if line.text().casefold() not in RETURNS:
        return False
    glued = amounts.lasting(line.text(1))
    when = glued or amounts.lasting(f"{line.text(1)}{line.text(2)}")
    if not when:
        line.take("when? write it like rtc 1wk or rtc 10d", Status.NEEDS_MORE)
        return True
    for _ in range(2 if glued else 3):
        line.take(f"return in {when}")
    line.found.next.append(f"Return in {when}")
    line.section = "plan"
    return True


def frequency(line: Line) -> bool:
    """Take how often the client is to come: ``1xw6``."""
    often = amounts.frequency(line.text())
    if often is None:
        return False
    line.found.frequency = often
    line.take(often)
    line.section = "plan"
    return True
