"""The line in which one types what is looked for, while a list below it shows what the words find."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from charting_tui.operations.kept import Kept
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.search_field import SearchField

_FIND = 0.05
_REST = 0.08
"""Seconds without a key after which words are looked for, and after which the marked row is previewed."""


class SearchLine(Horizontal):
    """Tells its screen what to find, what to preview and what to open; keeps the words over a cut line.

    The screen has a ``RowList`` and an ``#empty`` line.
    """

    def __init__(
        self,
        base_screen: BaseScreen,
        kept: Kept,
        example: str,
        *,
        find: Callable[[str, str | None], None],
        preview: Callable[[], None],
        opens: Callable[[], None],
    ) -> None:
        """``find`` is told the words, and the ``keep`` of the rows that it hands to ``show``."""
        super().__init__(id="find")
        self.base_screen = base_screen
        self._kept = kept
        self._field = SearchField(example=example)
        self._find = find
        self._preview = preview
        self._opens = opens
        self._asked: str | None = None
        self._waiting: dict[Callable[[], None], Timer] = {}

    def compose(self) -> ComposeResult:
        """What the field is for, and the field."""
        yield Static("find", classes="label")
        yield self._field

    @property
    def words(self) -> str:
        """What is typed."""
        return self._field.value

    @property
    def _rows(self) -> RowList:
        return self.base_screen.query_one(RowList)

    def begin(self, words: str = "") -> None:
        """Begin with these words, or else with those that an earlier login was cut off in."""
        self._rows.can_focus = False
        kept = self._kept.found
        if words:
            put_back(self._field, words, len(words))
        elif kept is not None:
            put_back(self._field, kept.texts.get("words", ""), kept.cursor)
            self.base_screen.say("What you typed last time is back. Press Esc to discard it.")
        Keeping(self.base_screen, self._keep).watch(self._field)
        self.watch(self._rows, "highlighted", lambda: self._later(_REST, self._preview), init=False)
        self._field.focus()

    def _keep(self) -> None:
        if self.words:
            self._kept.keep(Words({"words": self.words}, cursor=self._field.cursor_position))
        else:
            self._kept.forget()

    def forget(self) -> None:
        """What was looked for is found, or given up."""
        self._kept.forget()

    def look(self) -> None:
        """Find at once; the mark stays where it is unless other words were typed."""
        if self.base_screen.is_mounted:
            keep = None if self.words == self._asked else ""
            self._asked = self.words
            self._find(self.words, keep)

    def show(self, found: Sequence[tuple[str, Content]], keep: str | None, none: str) -> None:
        """List what is found; ``none`` is said where nothing is."""
        rows, empty = self._rows, self.base_screen.query_one("#empty", Static)
        rows.show_rows(found, keep=keep)
        rows.display = bool(found)
        empty.display = not found
        empty.update(none)
        self._preview()
        self.base_screen.show_keys()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._later(_FIND, self._look_if_new)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._look_if_new()
        self._opens()

    def _look_if_new(self) -> None:
        if self.words != self._asked:
            self.base_screen.say("")
            self.look()

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        if act in self._waiting:
            self._waiting[act].stop()
        self._waiting[act] = self.set_timer(seconds, act)
