"""An earlier visit beside today's: its lines and codes are marked, and brought in."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.visits.copying_forward import HEALTH, Brought, EarlierMarks
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.visit import SECTIONS
from charting_tui.screens.frame.base_screen import WIDE, BaseScreen
from charting_tui.screens.frame.keeping import Keeping
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import Cell, RowList, fitted, printable, row

_INDENT = "\N{NO-BREAK SPACE}" * 8
"""The cells of a row before its text; ordinary blanks at the beginning of a line are not kept."""
_THEN = "“then”: measured, felt or done on that day. Press Space to copy such a line."


class LastVisitScreen(BaseScreen):
    """Answers “bring” where ``brought`` is to be put into today's visit, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LAST, priority=True)
    LONG = "#earlier-visit"

    def __init__(self, session: EditingSession) -> None:
        super().__init__()
        self._session = session
        self._marks = EarlierMarks(session)
        self._keeping = Keeping(self, self._marks.keep)

    @property
    def brought(self) -> Brought:
        """What is marked."""
        return self._marks.brought

    def forget(self) -> None:
        """The marks are brought in, or discarded."""
        self._marks.forget()

    def inside(self) -> Iterable[Widget]:
        """The earlier visit, and what today has."""
        with Container(id="two-visits"):
            yield RowList(id="earlier-visit")
            with VerticalScroll(id="today-has", can_focus=False):
                yield Static(id="today-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.LAST,)

    def why_not(self, key: Key) -> str:
        """There may be no visit before or after this one, no code, or nothing to say of health."""
        visit = self._marks.file.visit
        if key.id == "last.earlier" and self._marks.back + 1 >= self._marks.count:
            return "There is no earlier visit."
        if key.id == "last.later" and not self._marks.back:
            return "This is the last visit."
        if key.id == "last.codes" and not any(map(self._marks.can_come, self._marks.codes)):
            return f"Today already has every code from {visit.date:%b %-d}, or that visit had none."
        if key.id == "last.health" and not self._marks.can_come(HEALTH):
            return "You already wrote today's health update."
        return ""

    def on_mount(self) -> None:
        """Give the keys to the earlier visit; it is shown once there is room for it."""
        self.query_one("#earlier-visit", RowList).focus()

    def on_resize(self, _event: Resize) -> None:
        """Break the lines again."""
        shown = self.query_one("#earlier-visit", RowList).option_count
        self.call_after_refresh(self._show if shown else self._show_marked)

    def _show_marked(self) -> None:
        """Show the visit from what is marked on; above it one scrolls."""
        self._show(keep=next((name for name in self._marks.lines if name in self._marks.marked), None))
        rows = self.query_one("#earlier-visit", RowList)
        self.call_after_refresh(lambda: rows.scroll_to_highlight(top=True))

    def _show(self, keep: str | None = None) -> None:
        session, visit = self._session, self._marks.file.visit
        self.place(
            f"Today › {session.chart.file.client.name} › visit of {visit.date:%-m/%-d/%Y}",
            f"{self._marks.back + 1} of {self._marks.count} earlier",
        )
        self.query_one("#earlier-visit", RowList).show_rows(self._rows(), keep=keep)
        self.query_one("#today-text", Static).update(Content("\n").join(self._today()))
        self.call_after_refresh(self.show_keys)

    def _rows(self) -> Iterator[tuple[str, Content]]:
        for section in SECTIONS:
            yield "", Content(section.upper())
            for name, line in self._marks.lines.items():
                if line.section == section:
                    yield name, self._row(name, "then" if line.of_that_day else "", line.text)
        yield from (("", Content(printable(line))) for line in self._added())
        if self._marks.codes:
            yield "", Content("CODES: Enter asks for today's minutes of each selected code")
        for name, service in self._marks.codes.items():
            minutes = "no minutes" if service.minutes is None else f"{service.minutes} minutes then"
            where = f"{service.area} {service.side}".strip() or "no area"
            yield name, self._row(name, "ask", f"{service.code} · {where} · {minutes}")
        yield "", Content("HEALTH")
        yield HEALTH, self._row(HEALTH, "ask", "You asked today: no change since the last visit")

    def _added(self) -> Iterator[str]:
        """Give the addenda, which are read and not brought in."""
        for word in self._marks.file.added:
            yield f"ADDENDUM ({word.reason})"
            for line in word.lines():
                yield from (f"{_INDENT}{piece}" for piece in wrap(line, self._text_width))

    def _row(self, name: str, tag: str, text: str) -> Content:
        mark = "x" if name in self._marks.marked else " "
        if not self._marks.can_come(name):
            mark, tag = "=", "here"
        first, *more = wrap(printable(text), self._text_width) or [""]
        cells = [Cell(""), Cell(mark, 1, "bold $text-success"), Cell(tag, 4, "$text-warning"), Cell(first)]
        return Content("\n").join([row(cells), *(Content(_INDENT + line) for line in more)])

    @property
    def _text_width(self) -> int:
        return max(self.query_one("#earlier-visit", RowList).size.width - len(_INDENT) - 2, 20)

    def _today(self) -> Iterator[Content]:
        note = self._session.draft.visit.note
        wide = self.size.width >= WIDE
        then = "" if wide else f"  {_THEN}"
        yield Content.assemble(("TODAY HAS", "bold $text-primary"), (then, "$text-disabled"))
        for section in SECTIONS:
            lines = getattr(note, section).strip().splitlines()
            for line in lines if wide else filter(None, [" ".join(lines)]):
                text = printable(line) if wide else fitted(line, self.size.width - 4)
                yield Content.assemble((section[0].upper(), "bold"), f" {text}")
        for line in self._session.draft.visit.services:
            yield Content(printable(f"{line.code} · {line.minutes or 'no'} minutes"))
        if not note.text().strip() and not self._session.draft.visit.services:
            yield Content("Nothing yet.")
        if wide:
            yield Content.assemble((_THEN, "$text-disabled"))

    def _mark(self, names: list[str], why: str) -> None:
        """Mark these rows, or take their marks away where all are marked."""
        if names:
            self._marks.mark(names)
        else:
            self.say(why)
        self._keeping.now()
        self._show()

    def action_mark(self) -> None:
        """Mark the row that the cursor is on, or take its mark away."""
        name = self.query_one("#earlier-visit", RowList).marked
        if name:
            self._mark([name] if self._marks.can_come(name) else [], "Today's note already has that.")
            self.query_one("#earlier-visit", RowList).action_cursor_down()

    def _mark_section(self, section: str) -> None:
        self._mark(
            self._marks.whole(section),
            f"You can't copy all of {section}. Select its lines one by one with Space.",
        )

    def action_subjective(self) -> None:
        """Mark the subjective part."""
        self._mark_section("subjective")

    def action_objective(self) -> None:
        """Mark the objective part."""
        self._mark_section("objective")

    def action_assessment(self) -> None:
        """Mark the assessment."""
        self._mark_section("assessment")

    def action_plan(self) -> None:
        """Mark the plan."""
        self._mark_section("plan")

    def action_health(self) -> None:
        """Say that the client was asked."""
        if not self.refused("last.health"):
            self._mark([HEALTH], "")

    def action_earlier(self) -> None:
        """Show the visit before."""
        if not self.refused("last.earlier"):
            self._turn(1)

    def action_later(self) -> None:
        """Show the visit after."""
        if not self.refused("last.later"):
            self._turn(-1)

    def _turn(self, by: int) -> None:
        self._marks.turn(by)
        self._keeping.now()
        self._show_marked()

    def action_bring(self) -> None:
        """Bring what is marked."""
        if self._marks.marked:
            self.dismiss("bring")
        else:
            self.say(
                "Nothing is selected. Press Space to select a line, p for the whole plan, c for the codes."
            )

    def action_codes(self) -> None:
        """Bring what is marked, and every code."""
        if not self.refused("last.codes"):
            self._marks.mark_codes()
            self.dismiss("bring")

    def action_back(self) -> None:
        """Bring nothing."""
        self.dismiss(None)
