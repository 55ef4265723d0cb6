"""The quick line of a visit that is being written: what it says, and the draft with it taken.

Its words are the program's, the clinic's and one's own; who asks at every key hands them in.
"""

from dataclasses import dataclass, replace
from datetime import date, time
from itertools import islice
from secrets import token_hex

from charting_tui.coding.prose.fact_words import contradictions
from charting_tui.operations.clients.intake import enter_in_file
from charting_tui.operations.visits.editing import EnteredDraft
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.proposing import letters_of_areas, prescribed_for
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.visit import Visit
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.stems import stems_of
from charting_tui.shorthand.dialect.tokens import Token
from charting_tui.shorthand.reading import Reading, Surroundings
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.applying import Applied, applied, together


def earlier_files(chart: Chart, visit: Visit) -> tuple[VisitFile, ...]:
    """Return the kept visits before this one, by day and then by the booked hour, the last one first."""
    before = [
        kept
        for kept in chart.visits
        if kept.visit.id != visit.id and kept.visit.state.kept and _when(kept.visit) <= _when(visit)
    ]
    return tuple(sorted(before, key=lambda kept: _when(kept.visit), reverse=True))


def _when(visit: Visit) -> tuple[date, time]:
    booked = visit.appointment.start if visit.appointment else None
    return visit.date, booked or visit.time_in or time.min


COMPARED = 3
"""Visits back whose sentences are not said again."""


def read_line(
    session: EditingSession,
    line: str,
    vocabulary: Vocabulary | None = None,
    confirmed: frozenset[str] = frozenset(),
    *,
    asks: bool = True,
) -> Reading:
    """Return what a line says in this visit; the clock counts only on the visit's own day.

    ``confirmed`` are codes whose question was answered with yes; ``asks`` is False where no one is there
    to choose what an ambiguous word means.
    """
    booked = session.draft.visit.appointment
    now = session.store.clock.local()
    around = Surroundings(
        start=booked.start if booked else None,
        end=booked.end if booked else None,
        now=now if now.date() == session.draft.visit.date else None,
        before=tuple(one for one in earlier_visits(session) if one.note.text().strip()),
    )
    return read(line, vocabulary or vocabulary_of(session.store), around, confirmed, asks=asks)


def contradicted(session: EditingSession, reading: Reading) -> tuple[str, ...]:
    """Return which facts of the line contradict each other or the visit's, each in a few words."""
    before = session.draft.visit.note.facts
    known = contradictions(before) if before else ()
    return tuple(one.told for one in contradictions(together(before, reading.facts)) if one not in known)


@dataclass(frozen=True)
class Unasked:
    """A line that was read where no one can be asked."""

    reading: Reading
    open: tuple[Token, ...]
    """What would have been asked: the ambiguous stays as typed."""


def read_unasked(session: EditingSession, line: str) -> Unasked:
    """Return what a line says in this visit, and what of it is open; no word refuses the rest."""
    vocabulary = vocabulary_of(session.store)
    reading = read_line(session, line, vocabulary, asks=False)
    return Unasked(reading, words_left_open(read_line(session, line, vocabulary), reading))


def words_left_open(asking: Reading, unasked: Reading) -> tuple[Token, ...]:
    """Return what a line would ask, and what it leaves open where no one is asked."""
    return (*(token for token in asking.open if not token.partly), *unasked.open)


def preview(session: EditingSession, reading: Reading, vocabulary: Vocabulary | None = None) -> Applied:
    """Return what the visit would be with the line in it, and with what was prescribed for what it treats."""
    visit = session.draft.visit
    before = earlier_visits(session)
    earlier = [one.note.text() for one in islice(before, COMPARED)]
    done = applied(visit, reading, vocabulary or vocabulary_of(session.store), earlier)
    last = next((one.diagnoses for one in before if one.diagnoses), ())
    diagnoses = prescribed_for(done.visit, session.chart.file.diagnoses, last, session.case().tables)
    return replace(done, visit=done.visit.model_copy(update={"diagnoses": diagnoses}))


def with_line_taken(session: EditingSession, reading: Reading, vocabulary: Vocabulary | None = None) -> Draft:
    """Return the draft with the line in note and codes; new code lines point to the diagnoses they treat."""
    return drafted(session, preview(session, reading, vocabulary).visit)


def take_line(
    session: EditingSession, reading: Reading, vocabulary: Vocabulary | None = None
) -> EnteredDraft:
    """Enter in the client's file what belongs there, and return the draft with the line in it."""
    visit = preview(session, reading, vocabulary).visit
    return EnteredDraft(drafted(session, visit), enter_in_file(session, visit, reading.facts))


def drafted(session: EditingSession, visit: Visit) -> Draft:
    """Return the draft with that visit and no line left in it; new code lines get ids and pointers.

    A line without an area of its own, as an exercise has none, points to those of all that was treated.
    """
    services = tuple(
        line if line.id else line.model_copy(update={"id": token_hex(4)}) for line in visit.services
    )
    note = visit.note.model_copy(update={"quick_line": ""})
    visit = visit.model_copy(update={"services": services, "note": note})
    tables = session.case().tables
    claim = session.draft.claim
    known = {line.line for line in claim.lines}
    treated = ", ".join(line.area for line in services if line.area)
    for line in services:
        if line.id not in known:
            letters = letters_of_areas(line.area or treated, visit, tables)
            claim = claim.with_line(ClaimLine(line=line.id, pointers=letters))
    return Draft(visit=visit, claim=claim)


def earlier_lines(session: EditingSession) -> tuple[str, ...]:
    """Return the quick lines of this visit and of those before it, the last one first."""
    visits = (session.draft.visit, *earlier_visits(session))
    told = (line for one in visits if one.note.facts for line in reversed(one.note.facts.lines))
    return tuple(dict.fromkeys(told))


def last_stems(session: EditingSession, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what the last visit's quick lines looked at, to be looked at again: without its values."""
    lines = (one.note.facts.lines for one in earlier_visits(session) if one.note.facts)
    return stems_of(next(filter(None, lines), ()), vocabulary)


def earlier_visits(session: EditingSession) -> list[Visit]:
    """Return the client's kept visits before this one, the last one first."""
    return [kept.visit for kept in earlier_files(session.chart, session.draft.visit)]
