"""The least Textual application with a list: what a start is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList

READY = "row 20 of 20"


class BareListApp(App[None]):
    """A list of twenty rows, and nothing else."""

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield OptionList(*(f"row {number} of 20" for number in range(1, 21)))

    def on_mount(self) -> None:
        """Animate nothing."""
        self.animation_level = "none"


if __name__ == "__main__":
    BareListApp().run()
