"""The quick line of a visit that is being written: what it says, and the draft with it taken.

Its words are the program's, the clinic's and one's own; who asks at every key hands them in.
"""

from dataclasses import dataclass, replace
from itertools import islice
from secrets import token_hex

from charting_tui.acts.earlier import earlier_files
from charting_tui.acts.intake import enter_in_file
from charting_tui.acts.proposing import letters_of_areas, prescribed_for
from charting_tui.acts.quick_words import vocabulary_of
from charting_tui.acts.sitting import Sitting
from charting_tui.acts.step import Taken
from charting_tui.coding.contradictions import contradictions
from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.visit import Visit
from charting_tui.shorthand.applying import Applied, applied, together
from charting_tui.shorthand.parse import read
from charting_tui.shorthand.reading import Reading, Surroundings
from charting_tui.shorthand.stems import stems_of
from charting_tui.shorthand.tokens import Token
from charting_tui.shorthand.vocabulary import Vocabulary

COMPARED = 3
"""Visits back whose sentences are not said again."""


def read_line(
    sitting: Sitting,
    line: str,
    vocabulary: Vocabulary | None = None,
    confirmed: frozenset[str] = frozenset(),
    *,
    asks: bool = True,
) -> Reading:
    """Return what a line says in this visit; the clock counts only on the visit's own day.

    ``confirmed`` are codes whose question was answered with yes; ``asks`` is False where nobody is there
    to choose what an ambiguous word means.
    """
    booked = sitting.draft.visit.appointment
    now = sitting.store.clock.local()
    around = Surroundings(
        start=booked.start if booked else None,
        end=booked.end if booked else None,
        now=now if now.date() == sitting.draft.visit.date else None,
        before=tuple(one for one in earlier_visits(sitting) if one.note.text().strip()),
    )
    return read(line, vocabulary or vocabulary_of(sitting.store), around, confirmed, asks=asks)


def contradicted(sitting: Sitting, reading: Reading) -> tuple[str, ...]:
    """Return which facts of the line contradict each other or the visit's, each in a few words."""
    before = sitting.draft.visit.note.facts
    known = contradictions(before) if before else ()
    return tuple(one.told for one in contradictions(together(before, reading.facts)) if one not in known)


@dataclass(frozen=True)
class Unasked:
    """A line that was read where nobody can be asked."""

    reading: Reading
    open: tuple[Token, ...]
    """What would have been asked: the ambiguous stays as typed."""


def read_unasked(sitting: Sitting, line: str) -> Unasked:
    """Return what a line says in this visit, and what of it is open; no word refuses the rest."""
    vocabulary = vocabulary_of(sitting.store)
    reading = read_line(sitting, line, vocabulary, asks=False)
    return Unasked(reading, words_left_open(read_line(sitting, line, vocabulary), reading))


def words_left_open(asking: Reading, unasked: Reading) -> tuple[Token, ...]:
    """Return what a line would ask, and what it leaves open where nobody is asked."""
    return (*(token for token in asking.open if not token.partly), *unasked.open)


def preview(sitting: Sitting, reading: Reading, vocabulary: Vocabulary | None = None) -> Applied:
    """Return what the visit would be with the line in it, and with what was prescribed for what it treats."""
    visit = sitting.draft.visit
    before = earlier_visits(sitting)
    earlier = [one.note.text() for one in islice(before, COMPARED)]
    done = applied(visit, reading, vocabulary or vocabulary_of(sitting.store), earlier)
    last = next((one.diagnoses for one in before if one.diagnoses), ())
    diagnoses = prescribed_for(done.visit, sitting.chart.file.diagnoses, last, sitting.case().tables)
    return replace(done, visit=done.visit.model_copy(update={"diagnoses": diagnoses}))


def with_line_taken(sitting: Sitting, reading: Reading, vocabulary: Vocabulary | None = None) -> Draft:
    """Return the draft with the line in note and codes; new code lines point to the diagnoses they treat."""
    return drafted(sitting, preview(sitting, reading, vocabulary).visit)


def take_line(sitting: Sitting, reading: Reading, vocabulary: Vocabulary | None = None) -> Taken:
    """Enter in the client's file what belongs there, and return the draft with the line in it."""
    visit = preview(sitting, reading, vocabulary).visit
    return Taken(drafted(sitting, visit), enter_in_file(sitting, visit, reading.facts))


def drafted(sitting: Sitting, visit: Visit) -> Draft:
    """Return the draft with that visit and no line left in it; new code lines get ids and pointers.

    A line without an area of its own, as an exercise has none, points to those of all that was treated.
    """
    services = tuple(
        line if line.id else line.model_copy(update={"id": token_hex(4)}) for line in visit.services
    )
    note = visit.note.model_copy(update={"quick_line": ""})
    visit = visit.model_copy(update={"services": services, "note": note})
    tables = sitting.case().tables
    claim = sitting.draft.claim
    known = {line.line for line in claim.lines}
    treated = ", ".join(line.area for line in services if line.area)
    for line in services:
        if line.id not in known:
            letters = letters_of_areas(line.area or treated, visit, tables)
            claim = claim.with_line(ClaimLine(line=line.id, pointers=letters))
    return Draft(visit=visit, claim=claim)


def earlier_lines(sitting: Sitting) -> tuple[str, ...]:
    """Return the quick lines of this visit and of those before it, the last one first."""
    visits = (sitting.draft.visit, *earlier_visits(sitting))
    told = (line for one in visits if one.note.facts for line in reversed(one.note.facts.lines))
    return tuple(dict.fromkeys(told))


def last_stems(sitting: Sitting, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what the last visit's quick lines looked at, to be looked at again: without its values."""
    lines = (one.note.facts.lines for one in earlier_visits(sitting) if one.note.facts)
    return stems_of(next(filter(None, lines), ()), vocabulary)


def earlier_visits(sitting: Sitting) -> list[Visit]:
    """Return the client's kept visits before this one, the last one first."""
    return [kept.visit for kept in earlier_files(sitting.chart, sitting.draft.visit)]
