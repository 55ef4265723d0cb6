"""Marking what was found while a body chart is open: each mark is in the visit's journal when it is made."""

from collections.abc import Iterable
from itertools import chain

from charting_tui.operations.visits.body_chart import (
    last_marked,
    marks_of,
    to_take,
    with_mark,
    with_marks_taken,
)
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.body_chart.body_cursor import BodyCursor
from charting_tui.shorthand.body_chart.body_marks import Change, as_said, by_side
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.vocabulary import Vocabulary


class BodyMarking:
    """What is marked today and was marked last, and the changes that can be undone here."""

    def __init__(self, session: EditingSession, words: Vocabulary) -> None:
        self._session = session
        self._words = words
        self.last = last_marked(session)
        """The client's last visit in which something was marked, or None."""
        self.undoable = 0
        """Changes made in this chart: those from before it are not undone here."""
        self.marks: tuple[AreaFinding, ...] = ()
        self.waiting = 0
        """How many marks are not in the note yet."""
        self.read()

    def read(self) -> None:
        """Take up what the note says by now."""
        note = self._session.draft.visit.note
        self.marks = marks_of(note, self._words)
        self.waiting = len(as_said(to_take(note, self._words)))

    @property
    def last_marks(self) -> tuple[AreaFinding, ...]:
        """What was marked at the last visit."""
        facts = self.last.note.facts if self.last else None
        return facts.findings if facts else ()

    def change(self, area: str, side: Side, change: Change) -> bool:
        """Change a mark; True where the note still says otherwise. NotAllowed says why it cannot be."""
        marking = with_mark(self._session.draft, self._words, area, side, change)
        if marking.draft != self._session.draft:
            self._session.change(marking.draft)
            self.undoable += 1
        return marking.note_differs

    def undo(self) -> None:
        """Undo the last change of this chart."""
        self._session.undo()
        self.undoable -= 1

    def take(self) -> None:
        """Take the waiting marks into the note."""
        self._session.change(with_marks_taken(self._session, self._words))

    def areas_at(self, cursor: BodyCursor) -> tuple[str, ...]:
        """Return the areas at the cursor, with vertebrae that are marked there."""
        marked = (one.area for one in self.marks if cursor.at in cursor.body.stops_of(one.area, one.side))
        return tuple(dict.fromkeys((*cursor.areas, *marked)))

    def kinds_at(self, cursor: BodyCursor) -> list[str]:
        """Return the findings that are marked at the cursor, on both sides where both are meant."""
        found = by_side(self.marks)
        of_sides = [
            {one.kind for one in found.get((cursor.area, side), ()) if one.kind and not one.negative}
            for side in cursor.sides
        ]
        return sorted(set.intersection(*of_sides))


def found_at(cursor: BodyCursor, marks: Iterable[AreaFinding]) -> tuple[AreaFinding, ...]:
    """Return what is marked at the cursor, also where its side is not told."""
    found = by_side(marks)
    sides: Iterable[Side] = dict.fromkeys((*cursor.sides, ""))
    return tuple(dict.fromkeys(chain.from_iterable(found.get((cursor.area, side), ()) for side in sides)))
