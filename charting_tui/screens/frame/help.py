"""The keys of the place one is in, made from the table of keys."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from charting_tui.keys import Key, Place, keys_at, spelt
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.row_list import RowList

HELP_KEYS = tuple(keys_at(Place.EVERYWHERE)[0].keys.split(","))
"""The keys that open the help."""
_HINT = "Press Esc to go back"
_BESIDE_KEYS = 4
"""Rows of the frame, the hint, and the row below the frame."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work here; where they are more than fit, it says so and scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,question_mark,ctrl+g,q", "close", "Go back", show=False),
        Binding("down,j", "move(1)", "One line down", show=False, priority=True),
        Binding("up,k", "move(-1)", "One line up", show=False, priority=True),
        Binding("pagedown,space", "page(1)", "A page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "A page up", show=False, priority=True),
    ]

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """A block for each place, the nearest first; below, whether there is more."""
        keys = help_text((*self._places, Place.EVERYWHERE))
        with DialogBox("Keys", classes="box help") as box:
            box.styles.max_height = keys.plain.count("\n") + 1 + _BESIDE_KEYS
            with VerticalScroll(id="help-keys", can_focus=False):
                yield Static(keys)
            yield Static(id="help-more", classes="hint")

    def on_mount(self) -> None:
        """Say whether there is more, now and whenever it moves."""
        self.watch(self._keys, "scroll_y", self._say_more, init=False)
        self.call_after_refresh(self._settled)

    def on_resize(self, _event: Resize) -> None:
        """There may be more or less room."""
        self.call_after_refresh(self._settled)

    @property
    def _keys(self) -> VerticalScroll:
        return self.query_one("#help-keys", VerticalScroll)

    def _settled(self) -> None:
        """Say whether there is more; what was said of a dead key meanwhile stays."""
        if not self.query_one("#help-more", Static).has_class("-refusal"):
            self._say_more()

    def _say_more(self) -> None:
        below = self._keys.max_scroll_y - round(self._keys.scroll_y)
        more = (
            f"▼ {below} {'line' if below == 1 else 'lines'} more below (down, page down) · " if below else ""
        )
        above = "▲ more above · " if self._keys.scroll_y else ""
        self.query_one("#help-more", Static).update(Content(f"{more}{above}{_HINT}"))

    def action_move(self, lines: int) -> None:
        """Move by lines."""
        self._keys.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._keys.scroll_relative(y=pages * max(self._keys.size.height - 1, 1), animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def places_of(screen: Screen[Any]) -> tuple[Place, ...]:
    """Return the places whose keys work on a screen, or on a question that lies over it."""
    if isinstance(screen, BaseScreen):
        return screen.key_places()
    if isinstance(screen, FieldScreen) and screen.KEY_PLACES:
        return screen.KEY_PLACES
    if screen.query(RowList):
        return (Place.PICKER,)
    return (Place.QUESTION,)


def help_text(places: tuple[Place, ...]) -> Content:
    """Return the keys of these places, a block each, their sentences under one another."""
    shown = [(place, keys_at(place)) for place in places]
    width = max((len(_names(key)) for _, keys in shown for key in keys), default=0) + 2
    parts: list[str | tuple[str, str]] = []
    for place, keys in shown:
        if keys:
            parts.append((f"{place.value.capitalize()}\n", "bold $text-primary"))
        for key in keys:
            parts += [(f"{_names(key):<{width}}", "$text-accent"), f"{key.help}\n"]
    return Content.assemble(*parts).rstrip()


def _names(key: Key) -> str:
    return " ".join(spelt(name) for name in key.keys.split(","))
