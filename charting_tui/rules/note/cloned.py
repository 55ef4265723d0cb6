"""A note that repeats an earlier one: N004.

Texts are compared line by line, and as a whole. A line is a sentence or a typed line, without case,
punctuation and extra blanks. Lines of a few words are stock (“Tolerated well.”) and count neither way.
A number that is not in the earlier text is a new measurement: its line is new, and then the text as a
whole is not taken for a rewording.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import quoted

_BREAK = re.compile(r"\n+|(?<=[.;!?])\s+")
_WORD = re.compile(r"\w+(?:[./]\w+)*")
_STOCK_WORDS = 4
"""Words up to which a line is stock: our own figure."""
_LEAST_WORDS = 8
"""Words below which a text, without its stock lines, is too short to be judged: our own figure."""


@dataclass(frozen=True)
class _Lines:
    """A text as its lines that count: how each is written, by its words in one form."""

    written: dict[str, str]
    words: Counter[str]
    numbers: frozenset[str]

    @property
    def count(self) -> int:
        """The words of all lines."""
        return self.words.total()


@dataclass(frozen=True)
class Likeness:
    """How far a text stands in an earlier one."""

    percent: int
    """0 to 100: the larger of the share of its lines and of its words, rounded down."""
    new: tuple[str, ...]
    """The lines that the earlier text does not have, as they are written."""


NOTHING_ALIKE = Likeness(0, ())


@lru_cache(maxsize=64)
def likeness(text: str, earlier: str) -> Likeness:
    """Return how far ``text`` stands in ``earlier``; nothing alike where either is too short to judge."""
    now, before = _lines(text), _lines(earlier)
    if min(now.count, before.count) < _LEAST_WORDS:
        return NOTHING_ALIKE
    new = tuple(written for line, written in now.written.items() if line not in before.written)
    kept = sum(len(line.split()) for line in now.written if line in before.written)
    by_line = 100 * kept // sum(len(line.split()) for line in now.written)
    whole = 0
    if now.numbers <= before.numbers:
        whole = 200 * (now.words & before.words).total() // (now.count + before.count)
    return Likeness(max(by_line, whole), new)


def likest(text: str, earlier: Iterable[str]) -> tuple[int, Likeness]:
    """Return which of the earlier texts is most like this one, of equals the last, and how much; -1 for none.

    Texts are taken apart once and remembered, so that typing takes only today's apart again; no more than
    a few visits' are, because every key makes another.
    """
    found = [likeness(text, one) for one in earlier]
    place = max(range(len(found)), key=lambda index: (found[index].percent, index), default=-1)
    return (place, found[place]) if place >= 0 else (-1, NOTHING_ALIKE)


@lru_cache(maxsize=64)
def _lines(text: str) -> _Lines:
    written: dict[str, str] = {}
    for part in _BREAK.split(text):
        words = _WORD.findall(part.casefold())
        if len(words) > _STOCK_WORDS:
            written.setdefault(" ".join(words), " ".join(part.split()))
    counted = Counter(word for line in written for word in line.split())
    return _Lines(written, counted, frozenset(word for word in counted if any(map(str.isdigit, word))))


_JUDGED = ("subjective", "objective", "assessment")
"""The plan may well be the same for weeks."""
_QUOTED = 1
"""New lines that fit into the sentence."""


@rule(
    "N004",
    "cloned-note",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice; no official figure: 90 percent is a practice setting; CARC 50",
    audience=INSURERS,
    denials=("CO-50",),
    bad="Objective is word for word the same as a week earlier",
    good="the same text with today's range of motion",
)
def cloned_note(case: Case) -> Iterator[Fault]:
    """The note is nearly the same as an earlier note for this client.

    Reviewers who read one note after another deny those that could be from any day. Subjective,
    Objective and Assessment are each compared with the same section of the last visit. Together they
    are compared with every earlier note on hand, so a note copied from weeks ago is found too. The
    finding says what is new today. A new number counts as new: measure the range again, and the note
    passes. Short stock sentences such as “Tolerated well.” don't count, and a note that is too short
    without them is not compared. Copying lines forward is fine if you change what has changed. The
    percentage is a practice setting.
    """
    own = case.lines and not case.payer_lines
    if not case.noted or not case.payer.insures or own:
        return
    earlier = [other for other in case.earlier_visits if other.state.kept and other.note.text().strip()]
    told = False
    for section in _JUDGED if earlier else ():
        found = likeness(getattr(case.visit.note, section), getattr(earlier[-1].note, section))
        if _copied(case, found):
            told = True
            yield _fault(section, section.capitalize(), found, earlier[-1].date)
    if not told:
        place, found = likest(_together(case.visit), map(_together, earlier))
        if _copied(case, found):
            yield _fault(_JUDGED[0], "The note", found, earlier[place].date)


def _copied(case: Case, found: Likeness) -> bool:
    return found.percent > 0 and found.percent >= case.practice.alike_percent


def _together(visit: Visit) -> str:
    return "\n".join(getattr(visit.note, section) for section in _JUDGED)


def _fault(section: str, what: str, found: Likeness, day: date) -> Fault:
    return Fault(
        f"visit.note.{section}",
        f"{what} is {found.percent}% the same as on {day:%m/%d/%Y}; {_new(found.new)}."
        if found.new
        else f"{what} is the same as on {day:%m/%d/%Y}; nothing is new.",
        "Write what was different today, or measure again and write what you found.",
        (Fix(f"Go to {section.capitalize()}", jump=f"visit.note.{section}"),),
    )


def _new(lines: tuple[str, ...]) -> str:
    more = f" and {len(lines) - _QUOTED} more" if len(lines) > _QUOTED else ""
    return f"new: {', '.join(quoted(line) for line in lines[:_QUOTED])}{more}"
