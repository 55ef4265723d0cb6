"""The claims that a payer answered, each in a row of fields, with its lines below on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input

from charting_tui.errors import BadInput
from charting_tui.operations.billing.remittance_entry import (
    AmountTexts,
    AnsweredClaim,
    AnswerTexts,
    TypedAnswer,
    fault_field,
    proposed,
    read_answer,
)
from charting_tui.readers.money import read_money
from charting_tui.records.values import dollars_of
from charting_tui.widgets.answer_row import FIELDS, AnswerRow

AnswerKind = Literal["paid", "denied", "adjusted"]
_BEGUN = {
    "paid": AmountTexts(),
    "denied": AmountTexts(paid="0"),
    "adjusted": AmountTexts(paid="0", allowed="0"),
}
"""What stands in the rows at first."""


class AnswerSheet(VerticalScroll):
    """Holds what is typed for each claim, and fills in what is likely."""

    class Changed(Message):
        """Something else is typed."""

    class LinesOpened(Message):
        """The lines of a claim have fields of their own now."""

        def __init__(self, fields: Sequence[Input]) -> None:
            super().__init__()
            self.fields = fields

    def __init__(self, claims: Sequence[AnsweredClaim], kind: AnswerKind) -> None:
        super().__init__(id="answer-rows")
        self.claims = tuple(claims)
        self._kind = kind
        begun = _BEGUN[kind]
        self.of_claims = [
            AnswerRow(claim.name, dollars_of(claim.cents), begun, claim.payer_number) for claim in claims
        ]
        """The row of each claim."""
        self.of_lines: dict[int, list[AnswerRow]] = {}
        """The rows of lines, by the place of their claim; none where the claim is typed as a whole."""

    def compose(self) -> ComposeResult:
        """The claims, as a whole at first."""
        yield from self.of_claims

    @property
    def at(self) -> int:
        """The place of the claim that the cursor is in, the first where it is in none."""
        for at, row in enumerate(self.of_claims):
            if row.has_keys or any(line.has_keys for line in self.of_lines.get(at, ())):
                return at
        return 0

    @property
    def fields(self) -> Iterator[tuple[str, Input]]:
        """Every field with its name."""
        for at, row in enumerate(self.of_claims):
            for one in (row, *self.of_lines.get(at, ())):
                yield from one.fields.items()

    def texts_at(self, at: int) -> AnswerTexts:
        """Return what stands for a claim."""
        row, lines = self.of_claims[at], self.of_lines.get(at, ())
        return AnswerTexts(row.texts, row.number, tuple(line.texts for line in lines))

    def answer_at(self, at: int) -> TypedAnswer | None:
        """Return the answer to a claim; None while it does not balance."""
        try:
            return read_answer(self.claims[at], self.texts_at(at))
        except BadInput:
            return None

    def read(self) -> list[tuple[AnsweredClaim, TypedAnswer]]:
        """Return every answer; BadInput, with the cursor in the field at fault, for what does not balance."""
        answers = []
        for at, claim in enumerate(self.claims):
            try:
                answers.append((claim, read_answer(claim, self.texts_at(at))))
            except BadInput:
                self._enter_fault(at)
                raise
        return answers

    def _enter_fault(self, at: int) -> None:
        """Go to the field at fault, selected, so that typing replaces it."""
        claim, lines = self.claims[at], self.of_lines.get(at)
        rows = zip(lines, (one.cents for one in claim.lines), strict=True) if lines else None
        for row, asked in rows or [(self.of_claims[at], claim.cents)]:
            name = fault_field(row.texts, asked)
            if name:
                row.enter(name)
                return

    def begin(self) -> None:
        """Fill in what is likely of every claim."""
        for at, _ in enumerate(self.of_claims):
            self.propose(at)

    def propose(self, at: int) -> None:
        """Fill in what is likely where no one typed; with lines, the claim is their sum."""
        claim, row, lines = self.claims[at], self.of_claims[at], self.of_lines.get(at, [])
        if self._kind != "denied":
            for line, billed in zip(lines, claim.lines, strict=False):
                line.propose(proposed(claim, line.typed_texts, billed))
        if lines:
            row.load("paid", _total(line.texts.paid for line in lines))
            row.load("allowed", _total(line.texts.allowed for line in lines))
            row.load("adjustments", " ".join(filter(None, (line.texts.adjustments for line in lines))))
        elif self._kind != "denied":
            row.propose(proposed(claim, row.typed_texts))

    def enter_claim(self, step: int) -> None:
        """Go to what was paid for the claim so many rows on."""
        self.of_claims[max(0, min(self.at + step, len(self.of_claims) - 1))].enter()

    async def open_lines(self, at: int) -> None:
        """Ask for the amounts of a claim line by line."""
        if at in self.of_lines:
            return
        begun, lines = _BEGUN[self._kind], self.claims[at].lines
        rows = [AnswerRow(f"  {line.code}", dollars_of(line.cents), begun) for line in lines]
        await self.mount_all(rows, after=self.of_claims[at])
        self.of_lines[at] = rows
        self.of_claims[at].close(("paid", "allowed", "adjustments"))
        self.post_message(self.LinesOpened([field for row in rows for field in row.fields.values()]))

    @property
    def typed(self) -> dict[str, str]:
        """What someone typed: of a claim under “1 paid”, of a line of it under “1.2 paid”."""
        begun, texts = _BEGUN[self._kind].__dict__, dict[str, str]()
        for at, row in enumerate(self.of_claims):
            if row.number != self.claims[at].payer_number:
                texts[f"{at} number"] = row.number
            lines = self.of_lines.get(at, [])
            rows = {f"{at}.{place}": line for place, line in enumerate(lines)} if lines else {f"{at}": row}
            for where, one in rows.items():
                stands = one.typed_texts.__dict__
                texts |= {f"{where} {name}": text for name, text in stands.items() if text != begun[name]}
        return texts

    async def put_back(self, typed: Mapping[str, str]) -> None:
        """Show what an earlier login was cut off in."""
        for path, text in typed.items():
            where, _, name = path.partition(" ")
            claim, _, line = where.partition(".")
            if not claim.isdecimal() or int(claim) >= len(self.of_claims) or name not in FIELDS:
                continue
            if line:
                await self.open_lines(int(claim))
            rows = self.of_lines[int(claim)] if line else [self.of_claims[int(claim)]]
            row = rows[min(int(line or 0), len(rows) - 1)]
            row.load(name, text)
            row.typed.add(name)

    @on(AnswerRow.Changed)
    def _typed_in(self, event: AnswerRow.Changed) -> None:
        event.stop()
        rows = enumerate(self.of_claims)
        self.propose(next(at for at, row in rows if event.row in [row, *self.of_lines.get(at, ())]))
        self.post_message(self.Changed())


def _total(texts: Iterable[str]) -> str:
    try:
        cents = [read_money(text) for text in texts]
    except BadInput:
        return ""
    return dollars_of(sum(one or 0 for one in cents)) if any(one is not None for one in cents) else ""
