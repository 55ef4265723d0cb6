"""The code book: any code by number or words, with its page beside the list or below it."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.code_book.finding import FoundCode, find_entries, neighbors, page_of
from charting_tui.operations.code_book.page import CodeBook, CodePage, paragraphs
from charting_tui.operations.kept import kept_for
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.search_line import SearchLine
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row

_FEW = 6
"""Codes up to which those beside the first one are listed too."""
_ROOM_FOR_WHY = 70
_NARROWEST = 40
"""Columns of a row that says why a code cannot be billed, and to which a page is folded at the least."""


class CodeBookScreen(BaseScreen):
    """The codes that a number or words find; the page of the marked one stands beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.CODE_BOOK),
        Binding("pagedown", "read('down')", "Read on", show=False, priority=True),
        Binding("pageup", "read('up')", "Read back", show=False, priority=True),
    ]
    LONG = "#code-preview"

    def __init__(self, store: ChartStore, words: str = "") -> None:
        """``words`` are looked for at once."""
        super().__init__()
        self._store = store
        self._words = words
        self._found: dict[str, FoundCode] = {}
        self._line = SearchLine(
            self,
            kept_for(store, "code search", "You were looking up a code. To continue, press i."),
            "97140, 59, M54.2, CO-197 or words",
            find=self._find,
            preview=self._show_page,
            opens=self.action_open,
        )

    @property
    def book(self) -> CodeBook:
        """The code book as it is for today's visits."""
        return code_book_of(self._store)

    def inside(self) -> Iterable[Widget]:
        """The field, the list, the page of the marked code."""
        yield self._line
        with Container(id="codes-body"):
            yield RowList(id="codes-found")
            yield Static(id="empty")
            with VerticalScroll(id="code-preview", can_focus=False):
                yield Static(id="code-page")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CODE_BOOK,)

    def why_not(self, key: Key) -> str:
        """A page needs a code."""
        return "No code matches your search." if key.id == "codes.open" and not self._found else ""

    def on_mount(self) -> None:
        """The list is moved through while one types."""
        super().on_mount()
        self.place("Today › Code book")
        self._line.begin(self._words)
        self.call_after_refresh(self.show_keys)

    @told
    def action_back(self) -> None:
        """Go back, and look for no code any more."""
        self._line.forget()
        super().action_back()

    def on_resize(self, event: Resize) -> None:
        """Fit rows and page to the new width."""
        del event
        self.call_after_refresh(self._line.look)

    def action_read(self, which: str) -> None:
        """Read on in the page of the marked code, or back."""
        getattr(self.query_one("#code-preview", VerticalScroll), f"scroll_page_{which}")(animate=False)

    @told
    def _find(self, sought: str, keep: str | None) -> None:
        """List what is found, and beside a few the codes next to them."""
        found = find_entries(self.book, sought)
        self._found = {entry.name: entry for entry in found}
        heading, beside = neighbors(self.book, found[0]) if 0 < len(found) <= _FEW else ("", [])
        beside = [entry for entry in beside if entry.name not in self._found]
        self.place("Today › Code book", f"{len(found)} {'code' if len(found) == 1 else 'codes'}")
        width = max(self.query_one(RowList).size.width or self.size.width, _NARROWEST) - 2
        listed = [(entry.name, _row(entry, width)) for entry in found]
        if beside:
            listed += [("", Content(heading)), *((entry.name, _row(entry, width)) for entry in beside)]
            self._found |= {entry.name: entry for entry in beside}
        self._line.show(listed, keep, "No code matches. Type fewer words, or part of the code.")

    def _show_page(self) -> None:
        """Show the page of the marked code."""
        if not self.is_mounted:
            return
        pane = self.query_one("#code-preview", VerticalScroll)
        page = self._page()
        pane.display = page is not None
        if page is not None:
            self.query_one("#code-page", Static).update(drawn(page, pane.size.width - 2))
            pane.scroll_home(animate=False)

    def _page(self) -> CodePage | None:
        marked = self._found.get(self.query_one(RowList).marked or "")
        return page_of(self.book, marked.kind, marked.code) if marked else None

    @told
    def action_open(self) -> None:
        """Read the whole page of the marked code."""
        page = None if self.refused("codes.open") else self._page()
        if page is not None:
            self.app.push_screen(CodePageScreen(page, self._store, over_book=True))


class CodePageScreen(BaseScreen):
    """The page of one code; escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CODE)
    LONG = "#record"

    def __init__(self, page: CodePage, store: ChartStore, *, over_book: bool = False) -> None:
        """``over_book`` says that the code book lies below it."""
        super().__init__()
        self._page = page
        self._store = store
        self._over_book = over_book

    def inside(self) -> Iterable[Widget]:
        """The page, which scrolls."""
        with VerticalScroll(id="record", classes="pane") as pane:
            pane.border_title = "Code"
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CODE,)

    def on_mount(self) -> None:
        """Say where one is."""
        super().on_mount()
        self.place(f"Code book › {self._page.code}")
        self.query_one("#record").focus()

    def on_resize(self, event: Resize) -> None:
        """Fold the page to the new width."""
        text = self.query_one("#record-text", Static)
        text.update(drawn(self._page, event.size.width - 5))
        self.call_after_refresh(self.show_keys)

    def action_look_up(self) -> None:
        """Look up another code."""
        if self._over_book:
            self.app.pop_screen()
        else:
            self.app.switch_screen(CodeBookScreen(self._store))


def code_book_of(store: ChartStore, day: date | None = None, first_payer: str = "") -> CodeBook:
    """Return the code book of a clinic for visits of a day (else today's), one payer told of first."""
    return CodeBook(day or store.clock.today(), store.office, store.books.book, first_payer)


def drawn(page: CodePage, width: int) -> Content:
    """Return a page folded to a width, with what each paragraph is about in bold."""
    return Content("\n").join(_lines(page, max(width, _NARROWEST)))


def _lines(page: CodePage, width: int) -> Iterator[Content]:
    for line in textwrap.wrap(printable(f"{page.code}  {page.text}"), width):
        yield Content.assemble((line, "bold"))
    yield Content.assemble((page.kind_in_words, "$text-disabled"))
    for section in page.sections:
        yield Content("")
        yield Content.assemble((section.heading, "$text-primary bold"))
        for about, words in paragraphs(section):
            text = printable(f"{about}  {words}" if about else words)
            folded = textwrap.wrap(text, width, subsequent_indent="  ")
            first = folded[0][len(about) :]
            yield Content.assemble((about, "bold"), first) if about else Content(first)
            yield from map(Content, folded[1:])


def _row(entry: FoundCode, width: int) -> Content:
    """Return a row; what cannot be billed on the day is gray, and says why where there is room."""
    why = entry.why_not if width >= _ROOM_FOR_WHY else ""
    room = max(width - 21 - (len(why) + 1 if why else 0), 12)
    text = Cell(entry.text, room, "$text-disabled" if entry.why_not else "")
    cells = [Cell(entry.code, 9, "bold"), Cell(entry.kind.value, 10, "$text-disabled"), text]
    return row([*cells, Cell(why, style="$text-disabled")] if why else cells)
