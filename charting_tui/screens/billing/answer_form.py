"""A payer's remittance (EOB) on one page: its check, and claim by claim what was paid and taken off."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from charting_tui.coding.code_tables.denials import read_denial
from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.operations.billing.entering_answers import enter_answers
from charting_tui.operations.billing.remittance_entry import (
    AmountTexts,
    AnsweredClaim,
    AnswerTexts,
    TypedAnswer,
    check_fault,
    equation,
    fault_field,
    proposed,
    read_answer,
)
from charting_tui.operations.kept import kept_for
from charting_tui.readers.dates import read_past_date
from charting_tui.readers.money import read_money
from charting_tui.records.answers import PayerCheck
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.keeping import Keeping
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.answer_row import FIELDS, AnswerRow
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import printable

AnswerKind = Literal["paid", "denied", "adjusted"]
_BEGUN = {
    "paid": AmountTexts(),
    "denied": AmountTexts(paid="0"),
    "adjusted": AmountTexts(paid="0", allowed="0"),
}
"""What stands in the rows at first."""
_CHECK = ("number", "total", "date")
_HEADS = (
    ("name", "client"),
    ("charge", "charge"),
    ("paid", "paid"),
    ("number", "claim no."),
    ("allowed", "allowed"),
    ("adjustments", "adjustments"),
)
_HINTS = {
    "check number": "The number of the check or electronic transfer (EFT), from the EOB or the bank.",
    "check total": "All that the check pays: it is compared with the claims. Empty: not compared.",
    "check date": "The date on the check or EFT, like 11/20.",
    "paid": "What the payer paid for this claim, from the EOB; 0 where it paid nothing.",
    "number": "The payer's own claim number (ICN), from the EOB. A corrected claim needs it.",
    "allowed": "What the payer allows for it. Proposed; correct it from the EOB.",
    "adjustments": "Like CO-45 25.00 PR-2 20.00 (CO-45 contract; PR-1 deductible, -2 coinsurance, -3 copay).",
}


class PayerAnswerScreen(BaseScreen):
    """Takes what a payer answered to some claims; answers a sentence about what was saved, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.ANSWER)
    LONG = "#answer-rows"

    def __init__(self, store: ChartStore, claims: Sequence[AnsweredClaim], kind: AnswerKind) -> None:
        super().__init__()
        self._store = store
        self._claims = tuple(claims)
        self._kind = kind
        begun = _BEGUN[kind]
        self._check = {name: _check_field(name) for name in _CHECK}
        self._rows = [_claim_row(claim, begun) for claim in self._claims]
        self._lines: dict[int, list[AnswerRow]] = {}
        """The rows of lines, by the place of their claim; none where the claim is typed as a whole."""
        doing = "You were entering a payer's answer. Press u, then c, find the claims and press w to go on."
        self._kept = kept_for(store, f"answer to {self._claims[0].visit} and {len(claims) - 1}", doing)
        self._keeping = Keeping(self, self._keep)

    def inside(self) -> Iterable[Widget]:
        """The check, the claims, whether they balance, what the field is for."""
        with Horizontal(id="check"):
            for name in _CHECK:
                yield Static("check or EFT" if name == "number" else name, classes="label")
                yield self._check[name]
        with Horizontal(id="heads", classes="answer-row"):
            for name, of in _HEADS:
                yield Static(of, classes=f"answer-{name}")
        with VerticalScroll(id="answer-rows"):
            yield from self._rows
        yield Static(id="balance")
        yield Static(id="form-hint", classes="hint")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.ANSWER,)

    def why_not(self, key: Key) -> str:
        """Lines are typed apart where there are several."""
        if key.id == "answer.lines" and len(self._claims[self._at].lines) < 2:  # noqa: PLR2004
            return "This claim has one line, so its amounts are the claim's."
        if key.id in {"answer.next-claim", "answer.previous-claim"} and len(self._claims) == 1:
            return "This is the only claim. Mark several in the list with space, then press w."
        return ""

    def on_mount(self) -> None:
        """Begin with the check, or where an earlier login was cut off."""
        payers = ", ".join(dict.fromkeys(claim.payer for claim in self._claims))
        self.place(f"Today › Unbilled › Claims › answer of {payers}")
        self.call_next(self._begin)

    async def _begin(self) -> None:
        found = self._kept.found
        for path, text in found.texts.items() if found else ():
            await self._put_back(path, text)
        for at, _ in enumerate(self._rows):
            self._propose(at)
        self._keeping.watch(
            *self._check.values(), *(one for row in self._rows for one in row.fields.values())
        )
        if found is not None:
            self.say("What you typed here last time is back. ^s saves it, esc gives it up.")
        elif self._kind == "denied":
            self._rows[0].enter("adjustments")
        else:
            self._check["number"].focus()
        self.call_after_refresh(self._tell)

    async def _put_back(self, path: str, text: str) -> None:
        """Show one text of an earlier login: of the check, of a claim “1 paid” or of its line “1.2 paid”."""
        where, _, name = path.partition(" ")
        claim, _, line = where.partition(".")
        if where == "check" and name in self._check:
            self._check[name].value = text
        elif claim.isdecimal() and int(claim) < len(self._rows) and name in FIELDS:
            at = int(claim)
            if line and at not in self._lines:
                await self._open_lines(at)
            rows = self._lines[at] if line else [self._rows[at]]
            row = rows[min(int(line or 0), len(rows) - 1)]
            row.load(name, text)
            row.typed.add(name)

    def _keep(self) -> None:
        texts = {f"check {name}": field.value for name, field in self._check.items() if field.value}
        begun = _BEGUN[self._kind].__dict__
        for at, row in enumerate(self._rows):
            texts |= {f"{at} number": row.number} if row.number != self._claims[at].payer_number else {}
            lines = self._lines.get(at, [])
            rows = {f"{at}.{place}": line for place, line in enumerate(lines)} if lines else {f"{at}": row}
            for where, one in rows.items():
                stands = one.typed_texts.__dict__
                texts |= {f"{where} {name}": text for name, text in stands.items() if text != begun[name]}
        if texts:
            self._kept.keep(Words(texts))
        else:
            self._kept.forget()

    @property
    def _at(self) -> int:
        """The place of the claim that the cursor is in, the first where it is in none."""
        for at, row in enumerate(self._rows):
            if row.has_keys or any(line.has_keys for line in self._lines.get(at, ())):
                return at
        return 0

    def _texts(self, at: int) -> AnswerTexts:
        lines = tuple(line.texts for line in self._lines.get(at, ()))
        return AnswerTexts(self._rows[at].texts, self._rows[at].number, lines)

    @on(AnswerRow.Changed)
    def _typed(self, event: AnswerRow.Changed) -> None:
        event.stop()
        at = next(at for at, row in enumerate(self._rows) if event.row in [row, *self._lines.get(at, ())])
        self._propose(at)
        self._tell()

    @on(Input.Changed)
    def _check_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._every_field()[-1]:
            self.say("This is the last field. ^s saves.")
        else:
            self.focus_next("Input")

    def _every_field(self) -> list[Input]:
        return [field for field in self.query(Input) if not field.disabled]

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say what the field one is in is for, and what its claim comes to."""
        self._tell()

    def _propose(self, at: int) -> None:
        """Fill in what is likely where nobody typed; with lines, the claim is their sum."""
        claim, row = self._claims[at], self._rows[at]
        lines = self._lines.get(at, [])
        for line, billed in zip(lines, claim.lines, strict=False):
            if self._kind != "denied":
                line.propose(proposed(claim, line.typed_texts, billed))
        if lines:
            row.load("paid", _total([line.texts.paid for line in lines]))
            row.load("allowed", _total([line.texts.allowed for line in lines]))
            row.load("adjustments", " ".join(filter(None, (line.texts.adjustments for line in lines))))
        elif self._kind != "denied":
            row.propose(proposed(claim, row.typed_texts))

    def _tell(self) -> None:
        """Show what the claim and the check come to, and what the field is for."""
        if not self.is_mounted:
            return
        told = [self._balance(), *self._reasons(), self._sum()]
        self.query_one("#balance", Static).update(Content("\n").join(told))
        self.query_one("#form-hint", Static).update(Content(printable(_HINTS.get(self._field_in(), ""))))
        self.show_keys()

    def _field_in(self) -> str:
        for name, field in self._check.items():
            if field.has_focus:
                return f"check {name}"
        rows = [*self._rows, *(line for lines in self._lines.values() for line in lines)]
        return next((name for row in rows for name, field in row.fields.items() if field.has_focus), "")

    def _balance(self) -> Content:
        claim = self._claims[self._at]
        before = f", paid {in_dollars(claim.paid_before)} before; type what it comes to now" * bool(
            claim.paid_before
        )
        named = f"{claim.name}, {claim.day}, claim {claim.number}{before}"
        try:
            said, style = equation(claim, self._texts(self._at)), "$text-success"
        except BadInput as fault:
            said, style = fault.sentence.removeprefix(f"{claim.name}: "), "$text-warning"
            said = f"{said[:1].upper()}{said[1:]}"
        return Content.assemble((printable(named), "bold"), "\n", (printable(said), style))

    def _reasons(self) -> Iterator[Content]:
        """Give the reasons of the claim in words."""
        answer = self._answer(self._at)
        for code in answer[1].reasons if answer else ():
            known = read_denial(code)
            if known is not None:
                yield Content.assemble((f"{code} ", "bold"), (printable(known.denial.text), "$text-disabled"))

    def _sum(self) -> Content:
        done = [answer for at, _ in enumerate(self._claims) if (answer := self._answer(at)) is not None]
        paid = sum(answer.whole.paid - claim.paid_before for claim, answer in done)
        try:
            total = read_money(self._check["total"].value)
        except BadInput:
            total = None
        of = f" of the check's {in_dollars(total)}" if total is not None else ""
        left = (
            f", {in_dollars(abs(total - paid))} {'over' if paid > total else 'left'}"
            if total is not None and total != paid
            else ""
        )
        return Content(f"{len(done)} of {len(self._claims)} claims balance, {in_dollars(paid)}{of}{left}")

    def _answer(self, at: int) -> tuple[AnsweredClaim, TypedAnswer] | None:
        try:
            return self._claims[at], read_answer(self._claims[at], self._texts(at))
        except BadInput:
            return None

    def action_next_claim(self) -> None:
        """Go to what was paid for the next claim."""
        if not self.refused("answer.next-claim"):
            self._rows[min(self._at + 1, len(self._rows) - 1)].enter()

    def action_previous_claim(self) -> None:
        """Go to what was paid for the claim before."""
        if not self.refused("answer.previous-claim"):
            self._rows[max(self._at - 1, 0)].enter()

    async def action_lines(self) -> None:
        """Ask for the amounts of the claim line by line."""
        at = self._at
        if self.refused("answer.lines") or at in self._lines:
            return
        await self._open_lines(at)
        self._lines[at][0].enter()
        self._propose(at)
        self._tell()

    async def _open_lines(self, at: int) -> None:
        begun = _BEGUN[self._kind]
        lines = self._claims[at].lines
        rows = [AnswerRow(f"  {line.code}", dollars_of(line.cents), begun) for line in lines]
        await self.query_one("#answer-rows").mount_all(rows, after=self._rows[at])
        self._lines[at] = rows
        self._rows[at].close(("paid", "allowed", "adjustments"))
        self._keeping.watch(*(field for row in rows for field in row.fields.values()))

    @told
    def action_save(self) -> None:
        """Save every answer, once each balances and the check is right or the difference is meant."""
        answers: list[tuple[AnsweredClaim, TypedAnswer]] = []
        for at, claim in enumerate(self._claims):
            try:
                answers.append((claim, read_answer(claim, self._texts(at))))
            except BadInput:
                self._enter_fault(at)
                raise
        check = self._read_check()
        off = check_fault(check.cents, answers)
        if not off:
            self._save(answers, check)
            return
        asked = ConfirmScreen(off, [], ["Save it like this?"], does="saves it like this")
        self.app.push_screen(asked, lambda yes: self._save(answers, check) if yes else None)

    @told
    def _save(self, answers: Sequence[tuple[AnsweredClaim, TypedAnswer]], check: PayerCheck) -> None:
        said = enter_answers(self._store, answers, check, self._store.clock.today())
        self._kept.forget()
        self.dismiss(said)

    def _read_check(self) -> PayerCheck:
        today = self._store.clock.today()
        return PayerCheck(
            number="".join(self._check["number"].value.split()),
            cents=self._read("total", read_money),
            paid_on=self._read("date", lambda text: read_past_date(text, today)),
        )

    def _read(self, name: str, read: Callable[[str], int | date | None]) -> int | date | None:
        field = self._check[name]
        try:
            return read(field.value)
        except BadInput:
            field.focus()
            field.action_select_all()
            raise

    def _enter_fault(self, at: int) -> None:
        """Go to the field at fault, selected, so that typing replaces it."""
        rows = self._lines.get(at) or [self._rows[at]]
        cents = (
            [line.cents for line in self._claims[at].lines] if at in self._lines else [self._claims[at].cents]
        )
        for row, asked in zip(rows, cents, strict=True):
            name = fault_field(row.texts, asked)
            if name:
                row.enter(name)
                return

    def action_back(self) -> None:
        """Go back; ask before anything typed is given up."""
        self._keep()
        if self._kept.found is None and not self._kept.holds:
            self.dismiss(None)
            return
        asked = ConfirmScreen("Give up this answer? ^s on the form saves it.", [], [], does="gives it up")
        self.app.push_screen(asked, self._given_up)

    def _given_up(self, yes: bool | None) -> None:
        if yes:
            self._kept.forget()
            self.dismiss(None)


def _claim_row(claim: AnsweredClaim, begun: AmountTexts) -> AnswerRow:
    return AnswerRow(claim.name, dollars_of(claim.cents), begun, claim.payer_number)


def _check_field(name: str) -> Input:
    field = Input(compact=True, select_on_focus=True, classes=f"check-{name}")
    field.cursor_blink = False
    return field


def _total(texts: Iterable[str]) -> str:
    try:
        cents = [read_money(text) for text in texts]
    except BadInput:
        return ""
    return dollars_of(sum(one or 0 for one in cents)) if any(one is not None for one in cents) else ""
