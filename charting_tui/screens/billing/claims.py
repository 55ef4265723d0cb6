"""What was handed over: batches with their money and state, and the claims and files of one of them."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.formats import claim_formats, format_named
from charting_tui.operations.billing.handing_over import send_again, send_batch, undo_batch
from charting_tui.operations.billing.payer_answers import (
    ANSWERS,
    bill_next_payer,
    correct,
    mark_answer,
)
from charting_tui.operations.kept import kept_for
from charting_tui.readers.money import read_money
from charting_tui.records.batch import Batch, BatchClaim, BatchState
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.billing.hand_over import handed_over_words
from charting_tui.screens.frame.base_screen import FollowingScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row

_STATES = {
    BatchState.CREATED: "$text-warning bold",
    BatchState.SENT: "$text-success",
    BatchState.UNDONE: "$text-disabled",
}
_MEANINGS = {
    ClaimState.ACCEPTED: "the payer has it (999, 277CA)",
    ClaimState.REJECTED: "it was never taken; correct it and send it as a new one",
    ClaimState.DENIED: "the payer refuses to pay",
    ClaimState.PAID: "all that is to come from this payer",
    ClaimState.PARTLY_PAID: "something is still open",
    ClaimState.ADJUSTED: "nothing is paid, by contract",
}
_PAYING = frozenset({ClaimState.PAID, ClaimState.PARTLY_PAID})
_REFUSING = frozenset({ClaimState.REJECTED, ClaimState.DENIED})


class ClaimsScreen(FollowingScreen):
    """Every batch, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLAIMS)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._batches: dict[str, Batch] = {}

    def inside(self) -> Iterable[Widget]:
        """Total, heads, batches, what the marked one is."""
        yield Static(id="buckets")
        yield Static(id="heads")
        yield RowList(id="visits")
        yield Static(id="empty")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLAIMS,)

    def why_not(self, key: Key) -> str:
        """Sending and undoing need a batch that is created; sending again one that was sent."""
        if key.place is not Place.CLAIMS:
            return ""
        batch = self._marked()
        if batch is None:
            return "Nothing was handed over yet. Press b in Unbilled."
        if key.id == "claims.open":
            return ""
        refusal = why_not_biller(self._store)
        wanted = BatchState.SENT if key.id == "claims.again" else BatchState.CREATED
        return refusal or ("" if batch.state is wanted else f"This batch is {batch.state}.")

    @told
    def reload(self) -> None:
        """Read the batches anew."""
        if not self.is_mounted:
            return
        self._batches = {batch.id: batch for batch in self._store.batches.all()}
        self.place("Today › Unbilled › Claims")
        sent = [one for one in self._batches.values() if one.state is BatchState.SENT]
        waits = sum(one.state is BatchState.CREATED for one in self._batches.values())
        cents = sum(batch.cents for batch in sent)
        more = f"; {waits} created and not sent" if waits else ""
        self.query_one("#buckets", Static).update(
            f"{len(sent)} {'batch' if len(sent) == 1 else 'batches'} sent, {in_dollars(cents)}{more}"
        )
        widths = self._widths()
        names = ("made", "kind", "claims", "money", "by", "state")
        heads = [
            Cell(name, width, right=name in {"claims", "money"})
            for name, width in zip(names, widths, strict=True)
        ]
        self.query_one("#heads", Static).update(row(heads))
        rows = self.query_one(RowList)
        rows.show_rows((batch.id, self._row(batch, widths)) for batch in self._batches.values())
        rows.display = bool(self._batches)
        empty = self.query_one("#empty", Static)
        empty.display = not self._batches
        empty.update("Nothing was handed over yet. Press b in Unbilled.")
        if self._batches:
            rows.focus()
        self.show_keys()

    def _widths(self) -> tuple[int, ...]:
        fixed = (12, 9, 6, 11, 8)
        return (*fixed, max(self.size.width - 2 - sum(fixed) - len(fixed), 8))

    def _row(self, batch: Batch, widths: Sequence[int]) -> Content:
        made = batch.made_at.astimezone(self._store.clock.zone)
        again = f", again {batch.again}" if batch.again else ""
        where = f" to {batch.destination}" if batch.destination and batch.sent_at else ""
        texts = (
            f"{made:%d %b %H:%M}",
            batch.format,
            str(len(batch.claims)),
            dollars_of(batch.cents),
            batch.sent_by or batch.made_by,
            f"{batch.state}{where}{again}",
        )
        return row(
            Cell(
                text, width, _STATES.get(batch.state, "") if at == len(texts) - 1 else "", right=at in {2, 3}
            )
            for at, (text, width) in enumerate(zip(texts, widths, strict=True))
        )

    def on_option_list_option_highlighted(self) -> None:
        """Another batch is marked."""
        self.show_keys()

    def _marked(self) -> Batch | None:
        return self._batches.get(self.query_one(RowList).marked or "")

    def action_open(self) -> None:
        """Show one batch."""
        batch = self._marked()
        if not self.refused("claims.open") and batch is not None:
            self.app.push_screen(ClaimBatchScreen(self._store, batch))

    def action_send(self) -> None:
        """Send a batch, or say that it was sent."""
        goes_to = self._store.office.practice.claims_go_to
        does = f"brings the files to {goes_to}" if goes_to else "says that you sent these files yourself"
        self._confirm("claims.send", "Send", does, lambda batch: send_batch(self._store, batch.id).state)

    def action_undo(self) -> None:
        """Undo a batch that was not sent."""
        does = "lets every claim be as it was before"
        self._confirm("claims.undo", "Undo", does, lambda batch: undo_batch(self._store, batch.id).state)

    def action_again(self) -> None:
        """Send the claims of a batch once more."""

        def again(batch: Batch) -> str:
            kind = format_named(claim_formats(), batch.format)
            return handed_over_words([send_again(self._store, batch.id, kind)])

        self._confirm("claims.again", "Send again", "sends the claims once more, under new numbers", again)

    def _confirm(self, key: str, title: str, does: str, act: Callable[[Batch], str]) -> None:
        batch = self._marked()
        if self.refused(key) or batch is None:
            return
        lines = [
            f"{len(batch.claims)} claims, {in_dollars(batch.cents)}",
            *(f"claims/{batch.id}/{file.name}" for file in batch.files),
        ]
        asked = ConfirmScreen(f"{title}: batch {batch.id}?", [], lines, does=does)
        self.app.push_screen(asked, partial(self._done, batch, act))

    @told
    def _done(self, batch: Batch, act: Callable[[Batch], str], answer: bool | None) -> None:
        if answer:
            said = act(batch)
            self.reload()
            self.say(said if said.endswith((".", "s.")) or " " in said else f"Batch {batch.id} is {said}.")


class ClaimBatchScreen(FollowingScreen):
    """The claims and files of one batch."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLAIM_BATCH)
    LONG = "#visits"

    def __init__(self, store: ChartStore, batch: Batch) -> None:
        super().__init__(store)
        self._batch = batch
        self._claims: dict[str, tuple[BatchClaim, Claim]] = {}
        self._chosen: set[str] = set()

    def inside(self) -> Iterable[Widget]:
        """What it is, its claims, its files."""
        yield Static(id="buckets")
        yield Static(id="heads")
        yield RowList(id="visits")
        yield Static(id="remedy")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLAIM_BATCH,)

    def why_not(self, key: Key) -> str:
        """Answers are the biller's."""
        if key.place is not Place.CLAIM_BATCH or key.id in {"claim-batch.open", "claim-batch.mark"}:
            return ""
        return why_not_biller(self._store)

    @told
    def reload(self) -> None:
        """Read the claims of the batch as they are now."""
        if not self.is_mounted:
            return
        store = self._store
        self._batch = store.batches.read(self._batch.id)
        self._claims, rows = {}, []
        client, rest = 24, max(self.size.width - 2 - 1 - 24 - 16 - 10 - 10 - 5, 8)
        for entry in self._batch.claims:
            chart = store.chart(entry.client, visit=entry.visit, earlier=0)
            kept = chart.visit(entry.visit)
            if kept is None:
                continue
            self._claims[entry.visit] = (entry, kept.claim)
            paid = sum(one.paid for one in kept.claim.remittances)
            cells = [
                Cell("+" if entry.visit in self._chosen else "", 1, "$text-accent bold"),
                Cell(chart.file.client.name, client),
                Cell(entry.number, 14),
                Cell(dollars_of(entry.cents), 10, right=True),
                Cell(dollars_of(paid) if kept.claim.remittances else "", 10, right=True),
                Cell(self._stands(entry, kept.claim), rest),
            ]
            rows.append((entry.visit, row(cells)))
        self.place(f"Today › Unbilled › Claims › {self._batch.id}")
        told = (
            f"{self._batch.format}, {len(rows)} claims, {in_dollars(self._batch.cents)}, {self._batch.state}"
        )
        self.query_one("#buckets", Static).update(told)
        heads = [Cell("", 1), Cell("client", client), Cell("number", 14), Cell("money", 10, right=True)]
        self.query_one("#heads", Static).update(
            row([*heads, Cell("paid", 10, right=True), Cell("now", rest)])
        )
        self.query_one(RowList).show_rows(rows)
        self.query_one(RowList).focus()
        files = ", ".join(file.name for file in self._batch.files)
        self.query_one("#remedy", Static).update(Content(printable(f"claims/{self._batch.id}: {files}")))
        self.show_keys()

    def _stands(self, entry: BatchClaim, claim: Claim) -> str:
        if claim.batch != self._batch.id:
            return f"{claim.state}, {f'in batch {claim.batch}' if claim.batch else 'in no batch'}"
        return f"{claim.state}, {self._store.office.payer(entry.payer).name}"

    def _marked(self) -> str:
        return self.query_one(RowList).marked or ""

    def _several(self) -> list[BatchClaim]:
        """Return the claims that are marked, or the one under the cursor."""
        wanted = self._chosen or {self._marked()}
        return [entry for visit, (entry, _) in self._claims.items() if visit in wanted]

    def action_open(self) -> None:
        """Open the visit of the claim."""
        if self._marked() in self._claims:
            entry, _ = self._claims[self._marked()]
            self.post_message(VisitChosen(entry.client, entry.visit))

    def action_mark(self) -> None:
        """Mark the claim, or take the mark away."""
        if self._marked() in self._claims:
            self._chosen ^= {self._marked()}
            self.reload()
            self.query_one(RowList).action_cursor_down()

    def action_answer(self) -> None:
        """Ask what the payer answered to the marked claims."""
        if self.refused("claim-batch.answer") or not self._several():
            return
        choices = [
            VisitStateChoice(state.value, str(number), _MEANINGS[state])
            for number, state in enumerate(ANSWERS, 1)
        ]
        count = len(self._several())
        title = f"What did the payer answer to {'this claim' if count == 1 else f'these {count} claims'}?"
        self.app.push_screen(ChoiceScreen(title, choices, ""), self._answered)

    @told
    def _answered(self, chosen: str | None) -> None:
        if chosen is None:
            return
        state = ClaimState(chosen)
        if state not in _PAYING | _REFUSING:
            self._mark(state, "")
            return
        hint = (
            "What was paid, then what is left to the client: 90.00 20.00. Empty: all that was asked."
            if state in _PAYING
            else "Reasons as they are written, like CO-197 N56; empty where there are none."
        )
        asked = AskScreen(
            f"{state.value}:", hint=lambda _text: hint, check=lambda text: _amounts(state, text)
        )
        doing = f"You were entering an answer in batch {self._batch.id}. Press u, then c, to go on."
        kept = kept_for(self._store, f"answer in {self._batch.id}", doing)
        ask(self, asked.kept_in(kept), lambda text: self._mark(state, text))

    def _mark(self, state: ClaimState, text: str) -> None:
        entries = self._several()
        paid, left = _amounts(state, text)
        for entry in entries:
            reply = PayerReply(
                state,
                self._store.clock.today(),
                paid=(entry.cents if paid is None else paid) if state in _PAYING else 0,
                client_owes=left,
                reasons=tuple(text.upper().replace(",", " ").split()) if state in _REFUSING else (),
            )
            mark_answer(self._store, entry.client, entry.visit, reply)
        self._chosen.clear()
        self.reload()
        self.say(f"{len(entries)} {'claim is' if len(entries) == 1 else 'claims are'} {state}.")

    @told
    def action_correct(self) -> None:
        """Open the marked claim again, so that it goes out corrected."""
        if self.refused("claim-batch.correct") or self._marked() not in self._claims:
            return
        entry, claim = self._claims[self._marked()]
        if claim.payer_number or claim.state is ClaimState.REJECTED:
            self._correct(entry, "")
            return
        asked = AskScreen(
            "Payer's number of the claim that is corrected",
            hint=lambda _text: "From the EOB or ERA; empty where the payer takes no replacements.",
        )
        doing = f"You were correcting a claim of batch {self._batch.id}. Press u, then c, to go on."
        kept = kept_for(self._store, f"correcting {entry.visit}", doing)
        ask(self, asked.kept_in(kept), lambda number: self._correct(entry, number))

    def _correct(self, entry: BatchClaim, number: str) -> None:
        correct(self._store, entry.client, entry.visit, number)
        self.reload()
        self.say("The claim is open again; correct it, and bill it from Unbilled.")

    @told
    def action_next_payer(self) -> None:
        """Open the claim of the client's next policy."""
        if self.refused("claim-batch.next-payer") or self._marked() not in self._claims:
            return
        entry, _ = self._claims[self._marked()]
        bill_next_payer(self._store, entry.client, entry.visit)
        self.reload()
        self.say("The claim to the next payer is open; it stands in Unbilled.")


def _amounts(state: ClaimState, text: str) -> tuple[int | None, int]:
    """Return what was paid and what is left to the client, in cents; None: all that was asked."""
    words = text.split() if state in _PAYING else []
    if len(words) > 2:  # noqa: PLR2004
        raise BadInput("Type two amounts at the most: what was paid, and what is left to the client.")
    cents = [read_money(word) or 0 for word in words]
    return (cents[0] if cents else None), (cents[1] if len(cents) > 1 else 0)
