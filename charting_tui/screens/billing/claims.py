"""What was handed over: batches with their money and state, and the way to any claim of them."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.formats import claim_formats, format_named
from charting_tui.operations.billing.handing_over import send_again, send_batch, undo_batch
from charting_tui.records.batch import Batch, BatchState
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.billing.claim_list import ClaimListScreen, ask_to_find
from charting_tui.screens.billing.claim_previews import preview_of_batch
from charting_tui.screens.billing.hand_over import claims_folder, handed_over_words
from charting_tui.screens.frame.base_screen import FollowingScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import Cell, RowList, row

_STATES = {
    BatchState.CREATED: "$text-warning bold",
    BatchState.SENT: "$text-success",
    BatchState.UNDONE: "$text-disabled",
}
_DUPLICATES = (
    "Payers deny a claim they already have as a duplicate (CO-18). Resend only what the payer or the "
    "clearinghouse says it never received. If a claim was wrong, send a corrected claim (frequency 7) "
    "instead: press Enter to open the batch, then r on the claim once its payer has responded."
)


class ClaimsScreen(FollowingScreen):
    """Every batch, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLAIMS)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._batches: dict[str, Batch] = {}
        self._preview = PreviewPane[Batch](
            lambda batch: preview_of_batch(batch, store.office, store.clock.zone)
        )

    def inside(self) -> Iterable[Widget]:
        """Total, heads, batches, what the marked one is."""
        yield Static(id="buckets")
        yield from framed_list("Batches", RowList(id="visits"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLAIMS,)

    def why_not(self, key: Key) -> str:
        """Sending and undoing need a batch that is created; sending again one that was sent."""
        if key.place is not Place.CLAIMS:
            return ""
        batch = self._marked()
        if batch is None:
            return "No claims have been billed yet. Press b in Unbilled to bill."
        if key.id in {"claims.open", "claims.find"}:
            return ""
        refusal = why_not_biller(self._store)
        wanted = BatchState.SENT if key.id == "claims.again" else BatchState.CREATED
        return refusal or ("" if batch.state is wanted else f"This batch is {batch.state}.")

    @told
    def reload(self) -> None:
        """Read the batches again."""
        if not self.is_mounted:
            return
        self._batches = {batch.id: batch for batch in self._store.batches.all()}
        self.place("Today › Unbilled › Claims")
        sent = [one for one in self._batches.values() if one.state is BatchState.SENT]
        waits = sum(one.state is BatchState.CREATED for one in self._batches.values())
        replaced = {batch.again for batch in sent}
        cents = sum(batch.cents for batch in sent if batch.id not in replaced)
        more = f"; {waits} created, not sent" if waits else ""
        self.query_one("#buckets", Static).update(
            f"{len(sent)} {'batch' if len(sent) == 1 else 'batches'} sent, {in_dollars(cents)}{more}"
        )
        widths = self._widths()
        names = ("batch", "made", "kind", "claims", "money", "by", "state")
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
        empty.update("No claims have been billed yet. Press b in Unbilled to bill.")
        if self._batches:
            rows.focus()
        self._explain()

    def _widths(self) -> tuple[int, ...]:
        fixed = (15, 12, 9, 6, 9, 6)
        return (*fixed, max(list_width(self.size.width) - 2 - sum(fixed) - len(fixed), 7))

    def _row(self, batch: Batch, widths: Sequence[int]) -> Content:
        made = batch.made_at.astimezone(self._store.clock.zone)
        again = f", resent from batch {batch.again}" if batch.again else ""
        where = f" to {batch.destination}" if batch.destination and batch.sent_at else ""
        texts = (
            batch.id,
            f"{made:%b %e %H:%M}",
            batch.format,
            str(len(batch.claims)),
            dollars_of(batch.cents),
            batch.sent_by or batch.made_by,
            f"{batch.state}{where}{again}",
        )
        return row(
            Cell(
                text, width, _STATES.get(batch.state, "") if at == len(texts) - 1 else "", right=at in {3, 4}
            )
            for at, (text, width) in enumerate(zip(texts, widths, strict=True))
        )

    def on_option_list_option_highlighted(self) -> None:
        """Another batch is marked."""
        self._explain()

    def _explain(self) -> None:
        self._preview.mark(self._marked())
        self.show_keys()

    def _marked(self) -> Batch | None:
        return self._batches.get(self.query_one(RowList).marked or "")

    def action_open(self) -> None:
        """Show one batch."""
        batch = self._marked()
        if not self.refused("claims.open") and batch is not None:
            self.app.push_screen(ClaimListScreen(self._store, batch))

    def action_find(self) -> None:
        """Ask which claims to find."""
        ask_to_find(self, self._store)

    def action_send(self) -> None:
        """Send a batch, or say that it was sent."""
        goes_to = self._store.office.practice.claims_go_to
        does = f"send the files to {goes_to}" if goes_to else "record that you sent these files yourself"
        self._confirm("claims.send", "Send", does, lambda batch: send_batch(self._store, batch.id).state)

    def action_undo(self) -> None:
        """Undo a batch that was not sent."""
        does = "return every claim to “not sent”"
        self._confirm("claims.undo", "Undo", does, lambda batch: undo_batch(self._store, batch.id).state)

    def action_again(self) -> None:
        """Send the claims of a batch once more."""

        def again(batch: Batch) -> str:
            kind = format_named(claim_formats(), batch.format)
            return handed_over_words([send_again(self._store, batch.id, kind)], claims_folder(self._store))

        self._confirm("claims.again", "Send again", "resend the claims as new", again, _DUPLICATES)

    def _confirm(
        self, key: str, title: str, does: str, act: Callable[[Batch], str], warning: str = ""
    ) -> None:
        batch = self._marked()
        if self.refused(key) or batch is None:
            return
        lines = [
            f"{len(batch.claims)} claims, {in_dollars(batch.cents)}",
            *(f"claims/{batch.id}/{file.name}" for file in batch.files),
        ]
        asked = ConfirmScreen(f"{title}: batch {batch.id}?", [], lines, does=does, warning=warning)
        self.app.push_screen(asked, partial(self._done, batch, act))

    @told
    def _done(self, batch: Batch, act: Callable[[Batch], str], answer: bool | None) -> None:
        if answer:
            said = act(batch)
            self.reload()
            self.say(said if said.endswith((".", "s.")) or " " in said else f"Batch {batch.id} is {said}.")
