"""A payer's remittance (EOB) on one page: its check, and claim by claim what was paid and taken off."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from charting_tui.coding.code_tables.denials import read_denial
from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.operations.billing.entering_answers import enter_answers
from charting_tui.operations.billing.remittance_entry import (
    AnsweredClaim,
    TypedAnswer,
    check_fault,
    equation,
)
from charting_tui.operations.kept import kept_for
from charting_tui.records.answers import PayerCheck
from charting_tui.records.values import in_dollars
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.keeping import Keeping
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.answer_sheet import AnswerKind, AnswerSheet
from charting_tui.widgets.check_line import CheckLine
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import printable

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
    "check total": "The total the check pays. It is compared with the claims; leave blank to skip that.",
    "check date": "The date on the check or EFT, such as 11/20.",
    "paid": "What the payer paid for this claim, from the EOB. Enter 0 if it paid nothing.",
    "number": "The payer's claim number (ICN), from the EOB. You need it for a corrected claim.",
    "allowed": "The payer's allowed amount. Correct the suggested amount from the EOB.",
    "adjustments": (
        "Such as CO-45 25.00 PR-2 20.00 (CO-45 contract, PR-1 deductible, PR-2 coinsurance, PR-3 copay)."
    ),
}


class PayerAnswerScreen(BaseScreen):
    """Takes what a payer answered to some claims; answers a sentence about what was saved, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.ANSWER)
    LONG = "#answer-rows"

    def __init__(self, store: ChartStore, claims: Sequence[AnsweredClaim], kind: AnswerKind) -> None:
        super().__init__()
        self._store = store
        self._kind = kind
        self._check = CheckLine()
        self._sheet = AnswerSheet(claims, kind)
        doing = (
            "You were entering a payer's response. To continue, press u, then c, find the claims and press w."
        )
        self._kept = kept_for(store, f"answer to {claims[0].visit} and {len(claims) - 1}", doing)
        self._keeping = Keeping(self, self._keep)

    def inside(self) -> Iterable[Widget]:
        """The check, the claims, whether they balance, what the field is for."""
        yield self._check
        with Horizontal(id="heads", classes="answer-row"):
            for name, of in _HEADS:
                yield Static(of, classes=f"answer-{name}")
        yield self._sheet
        yield Static(id="balance")
        yield Static(id="form-hint", classes="hint")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.ANSWER,)

    def why_not(self, key: Key) -> str:
        """Lines are typed apart where there are several."""
        claims = self._sheet.claims
        if key.id == "answer.lines" and len(claims[self._sheet.at].lines) < 2:  # noqa: PLR2004
            return "This claim has one line. Enter its amounts on the claim itself."
        if key.id in {"answer.next-claim", "answer.previous-claim"} and len(claims) == 1:
            return (
                "This is the only claim. To enter several, select them in the list with Space, then press w."
            )
        return ""

    def on_mount(self) -> None:
        """Begin with the check, or where an earlier login was cut off."""
        payers = ", ".join(dict.fromkeys(claim.payer for claim in self._sheet.claims))
        self.place(f"Today › Unbilled › Claims › response of {payers}")
        self.call_next(self._begin)

    async def _begin(self) -> None:
        found = self._kept.found.texts if self._kept.found else {}
        for name, field in self._check.fields.items():
            field.value = found.get(f"check {name}", "")
        await self._sheet.put_back(found)
        self._sheet.begin()
        self._keeping.watch(*self._check.fields.values(), *(field for _, field in self._sheet.fields))
        if found:
            self.say("Your unsaved entries are back. Press Ctrl+S to save or Esc to discard them.")
        elif self._kind == "denied":
            self._sheet.of_claims[0].enter("adjustments")
        else:
            self._check.fields["number"].focus()
        self.call_after_refresh(self._tell)

    def _keep(self) -> None:
        check = {f"check {name}": field.value for name, field in self._check.fields.items() if field.value}
        texts = {**check, **self._sheet.typed}
        if texts:
            self._kept.keep(Words(texts))
        else:
            self._kept.forget()

    @on(AnswerSheet.LinesOpened)
    def _keep_lines(self, event: AnswerSheet.LinesOpened) -> None:
        self._keeping.watch(*event.fields)

    @on(AnswerSheet.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        self._tell()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is [field for field in self.query(Input) if not field.disabled][-1]:
            self.say("This is the last field. Press Ctrl+S to save.")
        else:
            self.focus_next("Input")

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say what the field one is in is for, and what its claim comes to."""
        self._tell()

    def _tell(self) -> None:
        """Show what the claim and the check come to, and what the field is for."""
        if not self.is_mounted:
            return
        told = [self._balance(), *self._reasons(), self._sum()]
        self.query_one("#balance", Static).update(Content("\n").join(told))
        check = [(f"check {name}", field) for name, field in self._check.fields.items()]
        inside = next((name for name, field in (*check, *self._sheet.fields) if field.has_focus), "")
        self.query_one("#form-hint", Static).update(Content(printable(_HINTS.get(inside, ""))))
        self.show_keys()

    def _balance(self) -> Content:
        at = self._sheet.at
        claim = self._sheet.claims[at]
        paid = in_dollars(claim.paid_before)
        before = f", paid {paid} before; enter the new total" if claim.paid_before else ""
        named = f"{claim.name}, {claim.day}, claim {claim.number}{before}"
        try:
            said, style = equation(claim, self._sheet.texts_at(at)), "$text-success"
        except BadInput as fault:
            said, style = fault.sentence.removeprefix(f"{claim.name}: "), "$text-warning"
            said = f"{said[:1].upper()}{said[1:]}"
        return Content.assemble((printable(named), "bold"), "\n", (printable(said), style))

    def _reasons(self) -> Iterator[Content]:
        """Give the reasons of the claim in words."""
        answer = self._sheet.answer_at(self._sheet.at)
        for code in answer.reasons if answer else ():
            known = read_denial(code)
            if known is not None:
                yield Content.assemble((f"{code} ", "bold"), (printable(known.denial.text), "$text-disabled"))

    def _sum(self) -> Content:
        claims = self._sheet.claims
        answers = [(claim, self._sheet.answer_at(at)) for at, claim in enumerate(claims)]
        done = [answer.whole.paid - claim.paid_before for claim, answer in answers if answer is not None]
        paid, total = sum(done), self._check.total
        of = f" of the {in_dollars(total)} check" if total is not None else ""
        off = total - paid if total is not None else 0
        left = f", {in_dollars(abs(off))} {'left' if off > 0 else 'over'}" if off else ""
        return Content(f"{len(done)} of {len(claims)} claims balance, {in_dollars(paid)}{of}{left}")

    def action_next_claim(self) -> None:
        """Go to what was paid for the next claim."""
        if not self.refused("answer.next-claim"):
            self._sheet.enter_claim(1)

    def action_previous_claim(self) -> None:
        """Go to what was paid for the claim before."""
        if not self.refused("answer.previous-claim"):
            self._sheet.enter_claim(-1)

    async def action_lines(self) -> None:
        """Ask for the amounts of the claim line by line."""
        at = self._sheet.at
        if not self.refused("answer.lines"):
            await self._sheet.open_lines(at)
            self._sheet.of_lines[at][0].enter()
            self._sheet.propose(at)
            self._tell()

    @told
    def action_save(self) -> None:
        """Save every answer, once each balances and the check is right or the difference is meant."""
        answers = self._sheet.read()
        check = self._check.read(self._store.clock.today())
        off = check_fault(check.cents, answers)
        if not off:
            self._save(answers, check)
            return
        asked = ConfirmScreen(off, [], ["Save anyway?"], does="save anyway")
        self.app.push_screen(asked, lambda yes: self._save(answers, check) if yes else None)

    @told
    def _save(self, answers: Sequence[tuple[AnsweredClaim, TypedAnswer]], check: PayerCheck) -> None:
        said = enter_answers(self._store, answers, check, self._store.clock.today())
        self._kept.forget()
        self.dismiss(said)

    def action_back(self) -> None:
        """Go back; ask before anything typed is given up."""
        self._keep()
        if not self._kept.holds:
            self.dismiss(None)
            return
        asked = ConfirmScreen(
            "Discard this response? To save it instead, press Esc, then Ctrl+S.", [], [], does="discard it"
        )
        self.app.push_screen(asked, self._given_up)

    def _given_up(self, yes: bool | None) -> None:
        if yes:
            self._kept.forget()
            self.dismiss(None)
