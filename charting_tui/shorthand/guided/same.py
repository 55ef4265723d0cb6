"""“same”: a part of the last visit's note as carried lines, or its treatment with the minutes of today."""

from collections.abc import Mapping
from contextlib import suppress

from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.visit import SECTIONS, Treatment, Visit
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.tokens import Choice, Status
from charting_tui.shorthand.dialect.treatments import treatment
from charting_tui.shorthand.guided.carrying import EarlierLine, earlier_lines
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.wording import placed_areas

_PARTS = {word: section for section in SECTIONS for word in (section, section[0])}
_HOME = "home care"
_WITHOUT_LAST = (
    Choice("nc", "the condition is unchanged"),
    Choice("cont", "continue the plan of care"),
)
_SHOWN = 40
"""Letters of a line that fit into a choice."""


def same(line: Line) -> bool:
    """Take “same” with what is the same: a part of the note, home care, or a treatment with its minutes."""
    if line.text().casefold() != "same":
        return False
    words, length = line.text(1).casefold(), 2
    if words == "home":
        words, length = _HOME, 3 if line.text(2).casefold() == "care" else 2
    else:
        words = _PARTS.get(words, "")
    day = line.text(length) if words and "/" in line.text(length) else ""
    last = _visit_of(day, line) if day else line.around.last
    if last is None:
        if day:
            _take_all(line, length + 1, f"no visit of {day} is at hand", Status.WRONG)
        else:
            line.take("what is the same?", Status.NEEDS_CHOICE, *_WITHOUT_LAST)
        return True
    parts = _parts_of(last, line.vocabulary)
    if words:
        _take_part(line, words, length + bool(day), last, parts.get(words, ()))
    elif not _take_treatment(line, last):
        choices = [
            Choice(f"same {name}", f"as on {last.date:%b %-d}: {lines[0].text[:_SHOWN]}")
            for name, lines in parts.items()
        ]
        line.take("what is the same?", Status.NEEDS_CHOICE, *choices, *_WITHOUT_LAST)
    return True


def _parts_of(last: Visit, vocabulary: Vocabulary) -> Mapping[str, tuple[EarlierLine, ...]]:
    """Return the lines that each word may carry; what was true that day only is in none."""
    lines = [line for line in earlier_lines(last, vocabulary) if not line.of_that_day]
    facts = last.note.facts
    at_home = ("home", *(facts.homework if facts else ()))
    parts = {name: tuple(line for line in lines if line.section == name) for name in ("plan", *SECTIONS)}
    parts[_HOME] = tuple(
        line for line in parts["plan"] if any(word in line.text.casefold() for word in at_home)
    )
    return {name: found for name, found in parts.items() if found}


def day_named(visit: Visit) -> str:
    """Return a visit's day as it is named behind “same plan”."""
    return f"{visit.date:%-m/%-d/%y}"


def _visit_of(day: str, line: Line) -> Visit | None:
    """Return the earlier visit of that day; without a year it is the last such day that had a visit."""
    for one in line.around.before:
        with suppress(BadInput):
            if read_date(day, one.date, DateKind.PAST) == one.date:
                return one
    return None


def _take_part(line: Line, name: str, length: int, last: Visit, lines: tuple[EarlierLine, ...]) -> None:
    day = f"{last.date:%b %-d}"
    if lines:
        told = f"carried from {day}: {' '.join(one.text for one in lines)}"
        line.found.same += [one for one in lines if one not in line.found.same]
    else:
        told = f"the visit of {day} has no {name} that can be carried as a whole"
    _take_all(line, length, told, Status.UNDERSTOOD if lines else Status.WRONG)


def _take_all(line: Line, length: int, told: str, status: Status) -> None:
    for _ in range(length):
        line.take(told, status)


def _take_treatment(line: Line, last: Visit) -> bool:
    """Take a treatment with the minutes of today; where and how are as they were."""
    place = line.take(f"as on {last.date:%b %-d}")
    if not treatment(line) or line.treatment is None:
        line.at = place
        return False
    line.treatment.before = _given_before(last, line.treatment.technique, line.treatment.code)
    if line.treatment.before is None:
        told = f"{last.date:%b %-d} had no such treatment: write @ and the areas"
        line.mark(place, Status.NEEDS_MORE, told)
    return True


def _given_before(last: Visit, technique: str, code: str) -> Treatment | None:
    told = last.note.facts.treatments if last.note.facts else ()
    alike = [one for one in told if technique and one.technique == technique]
    alike += [one for one in told if one.code == code]
    alike += [
        Treatment(
            technique=technique,
            areas=placed_areas(one.area, one.side),
            details=tuple(word for word in one.techniques if word != technique),
        )
        for one in last.services
        if one.code == code
    ]
    return next((one for one in alike if one.areas or one.details), None)
