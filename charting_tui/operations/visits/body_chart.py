"""The body chart of a visit that is being written: what is marked, how a mark changes, the marks as facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from charting_tui.errors import NotAllowed
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick import earlier_visits, read_line, with_line_taken
from charting_tui.records.claim import Draft
from charting_tui.records.visit import AreaFinding, Facts, Note, Provenance, Visit
from charting_tui.shorthand.body_chart.body_cursor import BodyCursor
from charting_tui.shorthand.body_chart.body_line import line_of, marks_in
from charting_tui.shorthand.body_chart.body_marks import Change, Marked, as_said, by_side, changed
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.retelling import beside_their_kind, retold

SAID_OTHERWISE = (
    "Body chart updated. The note describes it in your own words, which didn't change: check Objective."
)


@dataclass(frozen=True)
class Marking:
    """A draft with a mark changed."""

    draft: Draft
    note_differs: bool = False
    """Whether the note still says otherwise, in words that someone changed by hand."""


def marks_of(note: Note, words: Vocabulary) -> tuple[AreaFinding, ...]:
    """Return what is marked: the note's findings, then those of the quick line that is not taken yet."""
    line = marks_in(note.quick_line, words)
    return (*_in_note(note), *line.others, *line.marks)


def to_take(note: Note, words: Vocabulary) -> tuple[AreaFinding, ...]:
    """Return the marks that wait to be taken into the note."""
    return marks_in(note.quick_line, words).marks


def with_mark(draft: Draft, words: Vocabulary, area: str, side: Side, change: Change) -> Marking:
    """Return the draft with a mark changed: a new one waits in the quick line, one of the note changes there.

    NotAllowed where a piece of the quick line says it together with something else.
    """
    note = draft.visit.note
    line = marks_in(note.quick_line, words)
    if any(one.area == area and _meet(one.side, side) for one in line.others):
        raise NotAllowed(
            f"Your quick line has {area} together with other items. Press F6 to change it there."
        )
    before = _in_note(note)
    every = [*(Marked(one, place) for place, one in enumerate(before)), *map(Marked, line.marks)]
    now = changed(every, area, side, change)
    of_note = [one for one in now if one.origin is not None]
    waiting = [one.found for one in now if one.origin is None]
    findings = tuple(one.found for one in of_note)
    if waiting != list(line.marks):
        # The marks first: what was typed may end in an open quotation, which takes all that follows.
        pieces = (line_of(waiting, words), line.rest)
        note = note.model_copy(update={"quick_line": "; ".join(piece for piece in pieces if piece)})
    differs = False
    if findings != before:
        text = retold(note.objective, before, of_note, words.scale)
        differs = text is None
        note = _with_findings(note, findings, note.objective if text is None else text)
    visit = draft.visit.model_copy(update={"note": note})
    return Marking(draft.model_copy(update={"visit": visit}), differs)


def with_marks_taken(session: EditingSession, words: Vocabulary) -> Draft:
    """Return the draft with the waiting marks in the note; what else the quick line says waits on.

    A mark joins the sentence of its kind where that stands as it was rendered; else it gets one of its own.
    """
    note = session.draft.visit.note
    line, before = marks_in(note.quick_line, words), _in_note(note)
    every = beside_their_kind(before, line.marks)
    if retold(note.objective, before, every, words.scale) is None:
        every = [Marked(one, place) for place, one in enumerate(before)]
    joined = tuple(one.found for one in every)
    own = [one for one in line.marks if one not in joined]
    draft = session.draft
    if own:
        draft = with_line_taken(session, read_line(session, line_of(own, words), words), words)
        note = draft.visit.note
    if len(own) < len(line.marks):
        every += [Marked(one, place) for place, one in enumerate(_in_note(note)[len(before) :], len(before))]
        text = retold(note.objective, _in_note(note), every, words.scale)
        note = _with_findings(note, [one.found for one in every], text or note.objective)
        note = _with_line(note, line_of([one for one in line.marks if one in joined], words))
    note = note.model_copy(update={"quick_line": line.rest})
    return draft.model_copy(update={"visit": draft.visit.model_copy(update={"note": note})})


def last_marked(session: EditingSession) -> Visit | None:
    """Return the client's last visit before this one in which something was marked."""
    return next((visit for visit in earlier_visits(session) if _in_note(visit.note)), None)


def _in_note(note: Note) -> tuple[AreaFinding, ...]:
    return note.facts.findings if note.facts else ()


def _meet(one: str, other: str) -> bool:
    return one == other or "both" in {one, other} or not one


def _with_findings(note: Note, findings: Sequence[AreaFinding], objective: str) -> Note:
    facts = (note.facts or Facts()).model_copy(update={"findings": tuple(findings)})
    origins = tuple(_moved(note, objective))
    return note.model_copy(update={"facts": facts, "objective": objective, "provenance": origins})


def _with_line(note: Note, line: str) -> Note:
    """Return the note with a quick line among those that its facts come from."""
    facts = note.facts or Facts()
    return note.model_copy(update={"facts": facts.model_copy(update={"lines": (*facts.lines, line)})})


def _moved(note: Note, objective: str) -> Iterator[Provenance]:
    """Give the origins of the lines; those of the objective part go with what their lines say now."""
    before = [line.strip() for line in note.objective.split("\n")]
    now = dict(enumerate(objective.split("\n")))
    for origin in note.provenance:
        text = origin.text.strip()
        if origin.section != "objective" or text not in before:
            yield origin
        elif line := now.get(before.index(text), "").strip():
            yield origin.model_copy(update={"text": line})


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
