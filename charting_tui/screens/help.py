"""The keys of the place one is in, made from the table of keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.keys import Place, keys_at, spelt


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,question_mark,ctrl+g,q", "close", "Go back", show=False)
    ]

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """A block for each place, the nearest first."""
        with Vertical(classes="box help"), VerticalScroll():
            for place in (*self._places, Place.EVERYWHERE):
                yield Static(Content(place.value.capitalize()), classes="question")
                for key in keys_at(place):
                    names = " ".join(spelt(name) for name in key.keys.split(","))
                    yield Static(Content.assemble((f"{names:<12}", "$text-accent"), key.help))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
