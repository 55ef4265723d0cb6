"""What the client tells: pain, before and after and compared, and what they can do."""

import re
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.tokens import SIGNS, Status
from charting_tui.shorthand.dialect.values import measure, told
from charting_tui.shorthand.vocabulary import Term

_PAIN = re.compile(r"p(\d{1,3})(?:>(\d{1,3}))?", re.IGNORECASE)
_WORST_PAIN = 10
_GLUED = re.compile(r"([a-z]+)(\d.*)", re.IGNORECASE)
COMPLAINS = frozenset({"c/o"})
_HOW = frozenset({"better", "worse", "easier", "harder", "unchanged", "limited", "unable", "ok", "same"})


def pain(line: Line) -> bool:
    """Take ``p6`` or ``p6>4``, of the place on its left if there is one."""
    read = _PAIN.fullmatch(line.text())
    if not read:
        return False
    before, after = int(read[1]), int(read[2]) if read[2] else None
    if max(before, after or 0) > _WORST_PAIN:
        line.take("pain is a number from 0 to 10", Status.WRONG)
        return True
    places = [area for area in line.areas if not area.used]
    for area in places:
        area.used = True
    line.closed = True
    where = " and ".join(area.words for area in places)
    line.pain = len(line.found.scores)
    line.found.scores.append(
        Measure(name="pain", area=where, before=before, after=after)
        if after is not None
        else Measure(name="pain", area=where, value=before)
    )
    told = f"pain {before}/10" + (f" before, {after}/10 after" if after is not None else "")
    line.pain_token = line.take(f"{told}{f', {where}' if where else ''}")
    line.section = "subjective"
    return True


def pain_before_its_place(line: Line) -> None:
    """Take areas that stand right behind a pain, and of which nothing else was said, as its place."""
    if line.pain is None or not line.areas or line.areas[0].token != line.pain_token + 1:
        return
    score = line.found.scores[line.pain]
    if score.area or any(area.used for area in line.areas):
        return
    for area in line.areas:
        area.used = True
        line.mark(area.token, Status.UNDERSTOOD, f"where the pain is: {area.words}")
    where = " and ".join(area.words for area in line.areas)
    line.found.scores[line.pain] = score.model_copy(update={"area": where})


def pain_compared(line: Line) -> bool:
    """Take ``was 6`` and ``worst 8`` for the pain on the left."""
    word = line.text().casefold()
    field = {"was": "earlier", "worst": "worst"}.get(word)
    if not field or line.pain is None:
        return False
    number = amounts.change(line.text(1))
    if number is None or number.after is not None or number.side or number.unit:
        line.take(f"write a number from 0 to 10 after “{word}”", Status.NEEDS_MORE)
        return True
    if number.first > _WORST_PAIN:
        line.take(f"{field} pain")
        line.take("pain is a number from 0 to 10", Status.WRONG)
        return True
    line.take(f"{field} pain")
    line.take(f"{number.first:g}/10")
    line.found.scores[line.pain] = line.found.scores[line.pain].model_copy(update={field: number.first})
    return True


def complains(line: Line) -> bool:
    """Take ``c/o``, which says who tells what follows, and how long a symptom has been there: ``x3d``."""
    text = line.text().casefold()
    if text in COMPLAINS:
        line.take("the client reports")
        line.section = "subjective"
        return True
    lasted = amounts.lasting(text.removeprefix("x")) if text.startswith("x") else ""
    if not lasted or not line.symptom:
        return False
    symptoms = line.found.symptoms
    symptoms[symptoms.index(line.symptom)] += f" for {lasted}"
    line.take(f"{line.symptom} for {lasted}")
    line.symptom = ""
    return True


def function(line: Line) -> bool:
    """Take activities with what they measure, after ``fn`` or by themselves: ``drive 20>30``."""
    text = line.text().casefold()
    if text == "fn":
        line.take("function")
        line.where = WordContext.FUNCTION
        line.section = "subjective"
        return True
    if line.where is not WordContext.FUNCTION:
        return _changed_activity(line)
    words: list[str] = []
    first = line.at
    while line.text() not in SIGNS and not _is_value(line):
        terms, length = line.spelling()
        named = [term for term in terms if term.kind == "activity"]
        words.append(named[0].name if named else " ".join(line.text(ahead) for ahead in range(length)))
        for _ in range(length):
            line.take("activity")
    if not words:
        line.where = WordContext.ITEMS
        return False
    _measured_function(line, " ".join(words), first)
    return True


def _changed_activity(line: Line) -> bool:
    """Take an activity with its values before and after, in two tokens or in one."""
    text = line.text()
    glued = _GLUED.fullmatch(text)
    name, typed = (glued[1], glued[2]) if glued else (text, line.text(1))
    value = amounts.change(typed)
    known = _activity(line, name)
    if known is None or value is None or value.after is None or value.side:
        return False
    value = _in_its_unit(value, known)
    for _ in range(1 if glued else 2):
        line.take(f"{known.name}: {told(value)}")
    line.found.function.append(measure(known.name, value))
    line.section = "subjective"
    return True


def _activity(line: Line, words: str) -> Term | None:
    return next((term for term in line.vocabulary.meanings(words) if term.kind == "activity"), None)


def _in_its_unit(value: amounts.Change, activity: Term | None) -> amounts.Change:
    return replace(value, unit=activity.unit) if activity is not None and not value.unit else value


def _is_value(line: Line) -> bool:
    text = line.text()
    return amounts.change(text) is not None or text.casefold() in _HOW


def _measured_function(line: Line, activity: str, first: int) -> None:
    value = amounts.change(line.text())
    if value is not None:
        value = _in_its_unit(value, _activity(line, activity))
        line.take(f"{activity}: {told(value)}")
        line.found.function.append(measure(activity, value))
    elif line.text().casefold() in _HOW:
        line.found.function.append(Measure(name=activity, value=line.text().casefold()))
        line.take(f"{activity}: {line.text().casefold()}")
    else:
        line.mark(first, Status.NEEDS_MORE, f"how much? write it like “{activity} 20>45min” or “better”")
