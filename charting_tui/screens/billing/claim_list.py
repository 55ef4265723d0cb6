"""Claims that were handed over, in rows: those of one batch, or those that words find."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.claim_list import (
    MOST_FOUND,
    ListedClaim,
    claims_of,
    find_claims,
    paid_words,
)
from charting_tui.operations.billing.handing_over import BillableVisit, send_batch, undo_batch
from charting_tui.operations.billing.payer_answers import bill_next_payer
from charting_tui.records.batch import Batch, BatchState
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.billing.answering import PayerAnswering
from charting_tui.screens.billing.claim_previews import preview_of_claim
from charting_tui.screens.billing.correcting import ClaimCorrection
from charting_tui.screens.frame.base_screen import FollowingScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.worklist.payer_names import short_payer

_FREE = frozenset({"claim-batch.open", "claim-batch.mark", "claim-batch.find"})
"""Keys that whoever sees the list may use."""
_MONEY = frozenset({"charge", "paid"})
NOTHING_FOUND = "No claim matches. Press / and try another client, payer, claim, check or batch number."


def ask_to_find(screen: FollowingScreen, store: ChartStore, words: str = "") -> None:
    """Ask which claims to find, and show them."""
    hint = "Part of a client, payer, claim number (ours or the payer's), check or batch number."
    asked = AskScreen("Find claims", value=words, hint=lambda _text: hint)

    def found(text: str | None) -> None:
        if text is not None and text.strip():
            screen.app.push_screen(ClaimListScreen(store, words=" ".join(text.split())))

    screen.app.push_screen(asked, found)


class ClaimListScreen(FollowingScreen):
    """The claims of one batch, or of any that words find."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLAIM_BATCH)
    LONG = "#visits"

    def __init__(self, store: ChartStore, batch: Batch | None = None, *, words: str = "") -> None:
        """Without a batch it shows what the ``words`` find."""
        super().__init__(store)
        self._batch = batch
        self._words = words
        self._claims: dict[str, ListedClaim] = {}
        self._chosen: set[str] = set()
        self._preview = PreviewPane[ListedClaim](
            lambda one: preview_of_claim(
                one, next(iter(store.rows_of([one.entry.visit])), None), store.office
            )
        )
        self._answering = PayerAnswering(self, store, self._entered)
        self._correction = ClaimCorrection(self, store, self._entered)

    def inside(self) -> Iterable[Widget]:
        """What it is, its claims, what is known of the marked one."""
        yield Static(id="buckets")
        yield from framed_list("Claims", RowList(id="visits"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLAIM_BATCH,)

    def never(self, key: Key) -> bool:
        """Claims that were found are of several batches, so none of them is sent here."""
        return key.id == "claim-batch.send" and (
            self._batch is None or self._batch.state is not BatchState.CREATED
        )

    def why_not(self, key: Key) -> str:
        """Answers are the biller's, and about a claim."""
        if key.place is not Place.CLAIM_BATCH or key.id == "claim-batch.find":
            return ""
        if key.id == "claim-batch.send" and self._batch is None:
            return "To send it, open the batch. Its number is in the row."
        if key.id == "claim-batch.send" and self._batch and self._batch.state is not BatchState.CREATED:
            return f"This batch is {self._batch.state}."
        if not self._claims:
            return NOTHING_FOUND
        return "" if key.id in _FREE else why_not_biller(self._store)

    @told
    def reload(self) -> None:
        """Read the claims as they are now."""
        if not self.is_mounted:
            return
        store = self._store
        if self._batch is not None:
            self._batch = store.batches.read(self._batch.id)
            listed, more = claims_of(store, self._batch), False
            where, what = self._batch.id, f"{self._batch.format}, {self._batch.state}, "
        else:
            listed, more = find_claims(store, self._words)
            where, what = f"“{self._words}”", "found: "
        self._claims = {one.entry.visit: one for one in listed}
        self._chosen &= self._claims.keys()
        self.place(f"Today › Unbilled › Claims › {where}")
        asked, paid = paid_words(listed)
        count = "1 claim" if len(listed) == 1 else f"{len(listed)} claims"
        first = f"the newest {MOST_FOUND} of more, " if more else ""
        marked = f"; {len(self._chosen)} selected" if self._chosen else ""
        self.query_one("#buckets", Static).update(
            Content(printable(f"{what}{first}{count}, {in_dollars(asked)}, {in_dollars(paid)} paid{marked}"))
        )
        self.query_one("#heads", Static).update(row(self._cells(None)))
        rows = self.query_one(RowList)
        rows.show_rows((one.entry.visit, row(self._cells(one))) for one in listed)
        rows.display = bool(listed)
        empty = self.query_one("#empty", Static)
        empty.display = not listed
        empty.update(NOTHING_FOUND)
        if listed:
            rows.focus()
        self._explain()

    def _cells(self, one: ListedClaim | None) -> list[Cell]:
        """Return a row, or its heads without one."""
        alone = self._batch is not None
        claim = one.claim if one else None
        columns: list[tuple[str, int, str]] = [
            ("", 1, "+" if one and one.entry.visit in self._chosen else ""),
            ("client", 20, one.name if one else ""),
        ]
        if alone:
            columns.append(("number", 13, one.entry.number if one else ""))
        if not alone:
            columns.append(("batch", 15, one.batch.id if one else ""))
        columns.append(("charge", 8, dollars_of(one.entry.cents) if one else ""))
        paid = sum(paid.paid for paid in claim.remittances) if claim and claim.remittances else None
        columns.append(("paid", 8, dollars_of(paid) if paid is not None else ""))
        rest = max(list_width(self.size.width) - 2 - sum(width + 1 for _, width, _ in columns), 8)
        columns.append(("now", rest, self._stands(one) if one else ""))
        return [
            Cell(text if one else name, width, "" if name else "$text-accent bold", right=name in _MONEY)
            for name, width, text in columns
        ]

    def _stands(self, one: ListedClaim) -> str:
        if one.claim.state is ClaimState.WRITTEN:
            return "created, not sent"
        payer = short_payer(self._store.office.payer(one.entry.payer).name)
        if one.gone_on:
            return f"{one.claim.state}, {f'in {one.claim.batch}' if one.claim.batch else 'in no batch'}"
        return f"{one.claim.state}, {payer}"

    def on_option_list_option_highlighted(self) -> None:
        """Another claim is marked."""
        self._explain()

    def _explain(self) -> None:
        one = self._claims.get(self._marked())
        files = (
            f"claims/{self._batch.id}: {', '.join(file.name for file in self._batch.files)}"
            if self._batch
            else ""
        )
        told = _claim_words(one) if one else ""
        lines = [Content(printable(line)) for line in (told, files) if line]
        self.query_one("#remedy", Static).update(Content("\n").join(lines))
        self._preview.mark(one)
        self.show_keys()

    def _marked(self) -> str:
        return self.query_one(RowList).marked or ""

    def _several(self) -> list[BillableVisit]:
        """Return the claims that are marked, or the one under the cursor."""
        wanted = self._chosen or {self._marked()}
        return [_place(one) for visit, one in self._claims.items() if visit in wanted]

    def _entered(self, said: str) -> None:
        self._chosen.clear()
        self.reload()
        self.say(said)

    def action_open(self) -> None:
        """Open the visit of the claim."""
        one = self._claims.get(self._marked())
        if not self.refused("claim-batch.open") and one is not None:
            self.post_message(VisitChosen(one.entry.client, one.entry.visit))

    def action_mark(self) -> None:
        """Mark the claim, or take the mark away."""
        if not self.refused("claim-batch.mark"):
            self._chosen ^= {self._marked()}
            self.reload()
            self.query_one(RowList).action_cursor_down()

    def action_find(self) -> None:
        """Ask which claims to find."""
        ask_to_find(self, self._store, self._words)

    def action_answer(self) -> None:
        """Ask what the payer answered to the marked claims."""
        if not self.refused("claim-batch.answer"):
            self._answering.ask(self._several())

    def action_undo(self) -> None:
        """Undo the last answer to the claim, or the batch where it was not sent."""
        one = self._claims.get(self._marked())
        if self.refused("claim-batch.undo") or one is None:
            return
        if self._batch is not None and self._batch.state is BatchState.CREATED:
            self._confirm_batch("Undo", "return every claim to “not sent”", undo_batch)
        else:
            self._answering.undo(_place(one), one.name)

    def action_send(self) -> None:
        """Send the batch, or say that it was sent."""
        if not self.refused("claim-batch.send"):
            goes_to = self._store.office.practice.claims_go_to
            does = f"send the files to {goes_to}" if goes_to else "record that you sent these files yourself"
            self._confirm_batch("Send", does, send_batch)

    def _confirm_batch(self, title: str, does: str, act: Callable[[ChartStore, str], Batch]) -> None:
        batch = self._batch
        if batch is None:
            return
        lines = [f"{len(batch.claims)} claims, {in_dollars(batch.cents)}", *(one.name for one in batch.files)]
        asked = ConfirmScreen(f"{title} batch {batch.id}?", [], lines, does=does)
        self.app.push_screen(asked, lambda yes: self._to_batch(batch, act) if yes else None)

    @told
    def _to_batch(self, batch: Batch, act: Callable[[ChartStore, str], Batch]) -> None:
        changed = act(self._store, batch.id)
        self.reload()
        self.say(f"Batch {batch.id} is now {changed.state}.")

    def action_correct(self) -> None:
        """Open the marked claim again, so that it goes out corrected."""
        one = self._claims.get(self._marked())
        if not self.refused("claim-batch.correct") and one is not None:
            self._correction.ask(_place(one), one.name)

    @told
    def action_next_payer(self) -> None:
        """Open the claim of the client's next policy."""
        one = self._claims.get(self._marked())
        if not self.refused("claim-batch.next-payer") and one is not None:
            bill_next_payer(self._store, one.entry.client, one.entry.visit)
            self._entered("The claim to the next payer is ready. You'll find it in Unbilled.")


def _place(one: ListedClaim) -> BillableVisit:
    return BillableVisit(one.entry.client, one.entry.visit)


def _claim_words(one: ListedClaim) -> str:
    """Return what is known of a claim by now: its numbers, check, reasons, what is left to the client."""
    claim: Claim = one.claim
    last = claim.remittances[-1] if claim.remittances else None
    parts = [
        f"Claim {one.entry.number}",
        f"payer claim number {claim.payer_number}" if claim.payer_number else "",
        f"check {last.check.number}" if last and last.check and last.check.number else "",
        " ".join(last.reasons) if last else "",
        f"client owes {in_dollars(last.client_owes)}" if last and last.client_owes else "",
    ]
    return " · ".join(filter(None, parts))
