"""Textual's bindings, from the table of keys, and the lines that frame every screen with place and keys."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import KEYS, Key, Place
from charting_tui.widgets.row_list import fitted, printable

SMALLEST = (80, 24)
"""Columns and rows that every screen is made for; in fewer it works, with less to be seen."""


class SteadyText(Static):
    """Plain or styled text that is as wide as its place: laid out again only where its height changes.

    A key then costs a drawing of one line, and not a layout of the whole screen.
    """

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other text; nothing happens where it is the same."""
        told = Content(content) if isinstance(content, str) else content
        before, width = self.content, self.content_size.width
        if isinstance(before, str):
            before = Content(before)
        if isinstance(before, Content) and isinstance(told, Content) and width:
            if before.is_same(told):
                return
            layout = layout and before.get_height({}, width) != told.get_height({}, width)
        super().update(told, layout=layout)


class PlaceLine(SteadyText):
    """Where one is, at the left; whose login or which state, at the right."""

    def place(self, left: str, right: str = "") -> None:
        """Show both."""
        self._left, self._right = left, right
        self._draw()

    _left = ""
    _right = ""

    def on_resize(self) -> None:
        """Fit the line to its new width."""
        self._draw()

    def _draw(self) -> None:
        right = printable(self._right)
        room = max(self.size.width - cell_len(right) - 1, 0)
        self.update(Content(f"{fitted(self._left, room)} {right}"), layout=False)


class SaidLine(SteadyText):
    """The last thing the program said; while it says nothing, how much of the screen lies below."""

    _said = ("", False)
    _rest = ""
    _long: Widget | None = None

    def follow(self, long: Widget) -> None:
        """Tell how much of ``long`` lies below, whenever it moves."""
        self._long = long
        for what in ("scroll_y", "virtual_size"):
            self.watch(long, what, self._moved, init=False)

    def _moved(self) -> None:
        self.screen.call_after_refresh(self.show_rest)

    def show_rest(self) -> None:
        """Tell what cannot be seen, while nothing is said."""
        text = self._too_small() or self._below()
        if text != self._rest:
            self._rest = text
            if not self._said[0]:
                self._draw()

    def _too_small(self) -> str:
        columns, rows = self.app.size
        if columns >= SMALLEST[0] and rows >= SMALLEST[1]:
            return ""
        return f"The window is too small: {columns}×{rows}. Make it at least {SMALLEST[0]}×{SMALLEST[1]}."

    def _below(self) -> str:
        long = self._long
        if long is None or not long.display:
            return ""
        below = long.max_scroll_y - round(long.scroll_y)
        lines = f"▼ {below} {'line' if below == 1 else 'lines'} below (page down)" if below > 0 else ""
        above = "▲ more above (page up)" if round(long.scroll_y) else ""
        return " · ".join(filter(None, (lines, above)))

    def say(self, text: str, *, refusal: bool = False) -> None:
        """Show one sentence; a refusal is marked."""
        if (text, refusal) == self._said:
            return
        self._said = (text, refusal)
        self._draw()

    def _draw(self) -> None:
        text, refusal = self._said
        shown = Content(printable(f"✗ {text}" if refusal else text))
        self.update(shown if text else Content.assemble((self._rest, "$text-disabled")))
        self.set_class(refusal, "-refusal")


class KeyBar(SteadyText):
    """The keys of the place one is in, on one line, help always last."""

    def show(self, keys: Iterable[tuple[Key, bool]], last: Key) -> None:
        """Show the keys that there is room for; one that cannot be used now is dim."""
        tail = f"{last.shown} {last.word}"
        room = self.size.width - cell_len(tail)
        parts: list[str | tuple[str, str]] = []
        for key, usable in keys:
            width = cell_len(key.shown) + cell_len(key.word) + 3
            if width > room:
                break
            room -= width
            parts += [(key.shown, "$text-accent" if usable else "$text-disabled"), f" {key.word}  "]
        parts += [" " * max(room, 0), (last.shown, "$text-accent"), f" {last.word}"]
        self.update(Content.assemble(*parts), layout=False)


def bindings(*places: Place, call: str = "", priority: bool = False) -> list[BindingType]:
    """Return the bindings of these places; ``call`` names one action that gets the act's name.

    They are the table's: the application puts a person's own keys in their place.
    """
    return [
        Binding(
            key.keys,
            f"{call}('{key.action}')" if call else key.action,
            key.help,
            show=False,
            id=key.id,
            priority=priority,
        )
        for place in places
        for key in KEYS
        if key.place is place
    ]
