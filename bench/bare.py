"""The least Textual application that can be typed into: what the program is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, TextArea

READY = "row 1 "
_ROWS = 1000


class BareApp(App[None]):
    """An input line, a text and a table of a thousand rows, and nothing else."""

    def compose(self) -> ComposeResult:
        """Put the three below one another."""
        yield TextArea()
        yield Input()
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        self.animation_level = "none"
        table = self.query_one(DataTable)
        table.styles.height = 15
        self.query_one(TextArea).styles.height = 15
        table.add_columns("name", "birth date", "payer")
        table.add_rows([f"row {number} of many", "1980-03-07", "client"] for number in range(_ROWS))
        self.query_one(TextArea).focus()


if __name__ == "__main__":
    BareApp().run()
