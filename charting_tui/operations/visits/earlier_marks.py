"""What of an earlier visit is marked, line by line and code by code, to be copied forward into today's."""

from collections.abc import Iterable
from contextlib import suppress

from charting_tui.operations.visits.copying_forward import Brought, files_to_carry
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.chart import VisitFile
from charting_tui.records.note_lines import sentences_of
from charting_tui.records.visit import ServiceLine
from charting_tui.shorthand.guided.carrying import EarlierLine, earlier_lines
from charting_tui.store.journals.words import Words
from charting_tui.store.refusals import JournalFull

HEALTH = "health"
"""The name of the row that says that the client was asked."""


class EarlierMarks:
    """Marks in one earlier visit at a time; the plan is marked at first.

    What was true that day only, and codes, are marked one by one. Which visit is looked at, and what is
    marked in it, is kept with the visit that is being written.
    """

    def __init__(self, session: EditingSession) -> None:
        self._session = session
        self._files = files_to_carry(session.chart, session.draft.visit)
        self._kept = session.kept_words("last")
        self.back = 0
        """How many visits the one that is looked at lies behind the last."""
        self.lines: dict[str, EarlierLine] = {}
        self.codes: dict[str, ServiceLine] = {}
        self.marked: set[str] = set()
        self._take_up()
        if self._kept.found is not None:
            self._go_on(self._kept.found)

    @property
    def file(self) -> VisitFile:
        """The visit that is looked at."""
        return self._files[self.back]

    @property
    def count(self) -> int:
        """How many visits can be looked at."""
        return len(self._files)

    def _take_up(self) -> None:
        """Look at one earlier visit, and mark its plan."""
        visit = self.file.visit
        lines = earlier_lines(visit, vocabulary_of(self._session.store))
        self.lines = {f"line{place}": line for place, line in enumerate(lines)}
        self.codes = {f"code{place}": line for place, line in enumerate(visit.services)}
        self.marked = set(self.whole("plan"))

    def _go_on(self, found: Words) -> None:
        """Mark what was marked in the login that was cut off."""
        back = found.texts.get("visit", "")
        at = next((at for at, file in enumerate(self._files) if file.visit.id == back), None)
        if at is not None:
            self.back = at
            self._take_up()
            known = {*self.lines, *self.codes, HEALTH}
            self.marked = {name for name in found.texts.get("marked", "").split() if name in known}

    def turn(self, by: int) -> None:
        """Look at another visit; that health was asked stays marked."""
        asked = self.marked & {HEALTH}
        self.back += by
        self._take_up()
        self.marked |= asked

    def keep(self) -> None:
        """Keep the marks, so that a cut line loses none of them."""
        marked = " ".join(sorted(self.marked))
        self._kept.keep(Words({"visit": self.file.visit.id, "marked": marked}))

    def forget(self) -> None:
        """The marks are brought in, or discarded."""
        with suppress(JournalFull):  # told of by whatever is typed next
            self._kept.forget()

    def can_come(self, name: str) -> bool:
        """Whether today has not yet what a row would bring."""
        visit = self._session.draft.visit
        if name == HEALTH:
            return not visit.health_update
        if name in self.codes:
            return self.codes[name].code not in {line.code for line in visit.services}
        line = self.lines[name]
        return line.text not in sentences_of(getattr(visit.note, line.section))

    def whole(self, section: str) -> list[str]:
        """Return the lines of a section that may come as a whole."""
        return [
            name
            for name, line in self.lines.items()
            if line.section == section and not line.of_that_day and self.can_come(name)
        ]

    def mark(self, names: Iterable[str]) -> None:
        """Mark these rows, or take their marks away where all are marked."""
        wanted = set(names)
        if wanted <= self.marked:
            self.marked -= wanted
        else:
            self.marked |= wanted

    def mark_codes(self) -> None:
        """Mark every code that may come."""
        self.marked |= set(filter(self.can_come, self.codes))

    @property
    def brought(self) -> Brought:
        """What is marked."""
        return Brought(
            self.file,
            tuple(line for name, line in self.lines.items() if name in self.marked),
            tuple(place for place, name in enumerate(self.codes) if name in self.marked),
            HEALTH in self.marked,
        )
