"""The check or electronic transfer of a payer, in one line of fields."""

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from charting_tui.errors import BadInput
from charting_tui.readers.dates import read_past_date
from charting_tui.readers.money import read_money
from charting_tui.records.answers import PayerCheck
from charting_tui.widgets.text_line import TextLine

_LABELS = {"number": "check or EFT", "total": "total", "date": "date"}


class CheckLine(Horizontal):
    """Number, total and date of the check."""

    def __init__(self) -> None:
        super().__init__(id="check")
        self.fields = {name: _field(name) for name in _LABELS}

    def compose(self) -> ComposeResult:
        """Each field behind its label."""
        for name, label in _LABELS.items():
            yield Static(label, classes="label")
            yield self.fields[name]

    @property
    def total(self) -> int | None:
        """The cents of the check; None where nothing is typed that can be read."""
        try:
            return read_money(self.fields["total"].value)
        except BadInput:
            return None

    def read(self, today: date) -> PayerCheck:
        """Return the check; BadInput, with the cursor in the field at fault, for what cannot be read."""
        return PayerCheck(
            number="".join(self.fields["number"].value.split()),
            cents=self._read("total", read_money),
            paid_on=self._read("date", lambda text: read_past_date(text, today)),
        )

    def _read(self, name: str, read: Callable[[str], int | date | None]) -> int | date | None:
        field = self.fields[name]
        try:
            return read(field.value)
        except BadInput:
            field.focus()
            field.action_select_all()
            raise


def _field(name: str) -> Input:
    return TextLine(select_on_focus=True, classes=f"check-{name}")
