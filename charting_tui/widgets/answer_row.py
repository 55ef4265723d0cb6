"""One claim, or one line of it, in a row of fields: what its payer paid, allowed and took off."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from charting_tui.operations.billing.remittance_entry import AmountTexts
from charting_tui.widgets.row_list import printable
from charting_tui.widgets.text_line import TextLine

FIELDS = ("paid", "number", "allowed", "adjustments")
"""In the order in which the keys go through them: what has to be typed before what is proposed."""
PROPOSED = frozenset({"allowed", "adjustments"})


class AnswerRow(Horizontal):
    """Name and charge, then the fields; what is proposed in one stays until it is typed over."""

    @dataclass
    class Changed(Message):
        """A field says something else now."""

        row: "AnswerRow"

    def __init__(self, name: str, charge: str, texts: AmountTexts, number: str | None = None) -> None:
        """Without ``number`` it is the row of a line, which has none of its own."""
        super().__init__(classes="answer-row")
        self._named = name
        self._charge = charge
        self.typed: set[str] = {name for name in PROPOSED if getattr(texts, name)}
        """Fields that someone typed in, of those that are proposed else."""
        values = {
            "paid": texts.paid,
            "number": number or "",
            "allowed": texts.allowed,
            "adjustments": texts.adjustments,
        }
        self.fields = {name: _field(name, values[name]) for name in FIELDS}
        self.fields["number"].disabled = number is None

    def compose(self) -> ComposeResult:
        """Name, charge, fields."""
        yield Static(Content(printable(self._named)), classes="answer-name")
        yield Static(Content(self._charge), classes="answer-charge")
        yield from self.fields.values()

    @property
    def texts(self) -> AmountTexts:
        """All that stands in the row."""
        return AmountTexts(*(self.fields[name].value for name in ("paid", "allowed", "adjustments")))

    @property
    def typed_texts(self) -> AmountTexts:
        """What of it someone typed."""
        stands = self.texts
        return AmountTexts(
            stands.paid,
            stands.allowed if "allowed" in self.typed else "",
            stands.adjustments if "adjustments" in self.typed else "",
        )

    @property
    def number(self) -> str:
        """The payer's own number of the claim."""
        return self.fields["number"].value

    @property
    def has_keys(self) -> bool:
        """Whether the cursor is in this row."""
        return any(field.has_focus for field in self.fields.values())

    def propose(self, texts: AmountTexts) -> None:
        """Show what is proposed where no one typed; not under the cursor."""
        for name in PROPOSED - self.typed:
            field = self.fields[name]
            if not field.has_focus:
                self.load(name, getattr(texts, name))
                field.set_class(bool(field.value), "-proposed")

    def load(self, name: str, text: str) -> None:
        """Show a text without taking it for typing."""
        with self.prevent(Input.Changed):
            self.fields[name].value = text

    def close(self, names: Iterable[str]) -> None:
        """Let no one type in these fields: their sums come from the lines below."""
        for name in names:
            self.fields[name].disabled = True

    def enter(self, name: str = "paid") -> None:
        """Go to a field, with all that stands in it selected."""
        field = self.fields[name]
        field.focus()
        field.action_select_all()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        name = next(name for name, field in self.fields.items() if field is event.input)
        if name in PROPOSED:
            self.typed = self.typed | {name} if event.value.strip() else self.typed - {name}
            event.input.remove_class("-proposed")
        self.post_message(self.Changed(self))


def _field(name: str, text: str) -> Input:
    return TextLine(text, select_on_focus=True, classes=f"answer-{name}")
