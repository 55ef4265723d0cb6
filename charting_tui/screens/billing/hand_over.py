"""One look before claims go out: what, to whom, in which kind of file, for how much."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key as KeyPressed
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.operations.billing.formats import ClaimFormat
from charting_tui.operations.billing.handing_over import HandedOver, hand_over
from charting_tui.operations.billing.planning import BillingPlan, plan_of
from charting_tui.operations.visits.previews import VisitPreviews
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.billing.claim_page import ClaimPreviewScreen
from charting_tui.screens.frame.base_screen import BaseScreen, tell_fault
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.worklist.summary import VisitSummary, whole_dollars


class HandOverScreen(BaseScreen):
    """Shows what would be handed over and asks for Enter; answers with a sentence about what was done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.BILL)
    LONG = "#visits"

    class Planned(Message):
        """What would be handed over is known."""

        def __init__(self, plan: BillingPlan) -> None:
            super().__init__()
            self.plan = plan

    class ClaimsHandedOver(Message):
        """The batches are made."""

        def __init__(self, done: Sequence[HandedOver]) -> None:
            super().__init__()
            self.done = tuple(done)

    class HandOverFailed(Message):
        """A batch could not be made or sent."""

        def __init__(self, fault: ChartingError) -> None:
            super().__init__()
            self.fault = fault

    def __init__(self, store: ChartStore, rows: Sequence[VisitSummary]) -> None:
        super().__init__()
        self._store = store
        self._asked = tuple(rows)
        self._plan: BillingPlan | None = None
        self._claims: list[tuple[VisitSummary, ClaimFormat]] = []
        """What is listed, in the order of the rows."""
        self._busy = False
        self._visits: dict[str, VisitSummary] = {}
        """The visits that rows are about, by the rows' names."""
        self._preview = PreviewPane(VisitPreviews(store).of)

    def inside(self) -> Iterable[Widget]:
        """Total, what goes out by kind and payer, what stays."""
        yield Static(id="buckets")
        yield from framed_list("To bill", RowList(id="visits"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.BILL,)

    def why_not(self, key: Key) -> str:
        """Nothing is handed over before it was shown, nor where nothing can be."""
        if key.place is not Place.BILL:
            return ""
        if self._busy:
            return _BUSY
        if self._plan is None:
            return "Checking the claims. Wait a moment."
        return "" if self._plan.batches else "Nothing here is ready to bill."

    def on_mount(self) -> None:
        """Say where one is, and look the claims through beside the keys."""
        self.place("Today › Unbilled › Bill")
        self.query_one("#buckets", Static).update(f"Checking {len(self._asked)} claims …")
        self.query_one(RowList).focus()
        self._look_through()
        self.call_after_refresh(self.show_keys)

    @work(thread=True, group="planning")
    def _look_through(self) -> None:
        try:
            self.post_message(self.Planned(plan_of(self._store, self._asked)))
        except ChartingError as fault:
            self.post_message(self.HandOverFailed(fault))

    @on(Planned)
    def _show(self, planned: Planned) -> None:
        plan = self._plan = planned.plan
        practice = self._store.office.practice
        goes_to = practice.claims_go_to
        visits = "1 visit" if plan.visits == 1 else f"{plan.visits} visits"
        self.query_one("#buckets", Static).update(Content(f"Bill {visits}, {whole_dollars(plan.cents)}"))
        where = (
            f"The files go to {goes_to}."
            if goes_to
            else f"Upload the files yourself from {claims_folder(self._store)}."
        )
        if any(batch.kind.id == "cms1500" for batch in plan.batches) and not practice.clearinghouse_id:
            where = f"These are paper claims: no clearinghouse is entered under Settings › practice. {where}"
        does = (
            "Enter bills them and marks the claims as sent. Press v to view a claim first."
            if plan.batches
            else ""
        )
        self.query_one("#remedy", Static).update(Content(printable(f"{where} {does}")))
        self.query_one("#heads", Static).update(row(self._cells(None)))
        self.query_one(RowList).show_rows(self._lines(plan))
        self.show_keys()

    def _lines(self, plan: BillingPlan) -> Iterator[tuple[str, Content]]:
        names = {one.visit: one for one in self._asked}
        self._claims = []
        for batch in plan.batches:
            yield "", Content.assemble((f"✓ {batch.kind.title}", "$text-success bold"))
            for payer, visits, cents in batch.by_payer:
                count = "1 visit" if visits == 1 else f"{visits} visits"
                yield "", Content(printable(f"  {payer}: {count}, {in_dollars(cents)}"))
                for one in batch.rows:
                    if one.payer_name == payer:
                        self._claims.append((one, batch.kind))
                        self._visits[one.visit] = one
                        yield one.visit, row(self._cells(one))
        for head, told in (("✗ Left out", plan.left_out), ("! Payers may deny", plan.warnings)):
            if told:
                yield "", Content.assemble((head, "$text-warning bold"))
            for number, said in enumerate(told):
                out = self._visits[f"{head} {number}"] = names[said.place.visit]
                line = f"{out.client_name}, {out.day:%b %-d}: {said.why}"
                yield f"{head} {number}", Content(printable(line))

    def _cells(self, visit: VisitSummary | None) -> list[Cell]:
        """Return a claim's row, or the heads without one."""
        room = list_width(self.size.width) - 2
        name = min(max(room - 2 - 7 - 10 - 20, 16), 36)
        return [
            Cell("", 2),
            Cell(visit.client_name if visit else "client", name),
            Cell(f"{visit.day:%b %-d}" if visit else "day", 7, right=True),
            Cell(dollars_of(visit.cents) if visit else "charge", 9, right=True),
            Cell(
                visit.codes.replace(" ×", "×").replace("  ", " ") if visit else "codes",
                max(room - name - 22, 8),
            ),
        ]

    def on_option_list_option_highlighted(self) -> None:
        """Another visit is marked."""
        self._preview.mark(self._visits.get(self.query_one(RowList).marked or ""))

    def action_view(self) -> None:
        """Show the marked claim as its payer will read it."""
        if self.refused("bill.view"):
            return
        listed = [one.visit for one, _ in self._claims]
        marked = self.query_one(RowList).marked
        if marked not in listed:
            self.say("This visit is left out of the batch, so it has no claim to view.")
            return
        shown = ClaimPreviewScreen(self._store, self._claims, listed.index(marked))
        self.app.push_screen(shown, self._seen)

    def _seen(self, visit: str | None) -> None:
        if self._plan is not None:
            self.query_one(RowList).show_rows(self._lines(self._plan), keep=visit)

    def why_stay(self) -> str:
        """Return why the program should not be left from here, or nothing."""
        return _BUSY if self._busy else ""

    def on_key(self, event: KeyPressed) -> None:
        """Take no key silently while claims are on their way: what is typed now would be lost."""
        if self._busy:
            event.stop()
            event.prevent_default()
            self.say(_BUSY, refusal=True)

    def action_back(self) -> None:
        """Go back, unless claims are on their way."""
        if self._busy:
            self.say(_BUSY, refusal=True)
        else:
            super().action_back()

    def action_hand_over(self) -> None:
        """Hand the claims over, and mark them as sent."""
        self._begin("bill.hand-over", send=True)

    def action_create(self) -> None:
        """Make the files only; they are sent later."""
        self._begin("bill.create", send=False)

    def _begin(self, key: str, *, send: bool) -> None:
        if self.refused(key) or self._plan is None:
            return
        self._busy = True
        self.say(f"Billing {self._plan.visits} claims …")
        self._hand_over(self._plan, send=send)

    @work(thread=True, group="handing over")
    def _hand_over(self, plan: BillingPlan, *, send: bool) -> None:
        try:
            done = [hand_over(self._store, one.places, one.kind, send=send) for one in plan.batches]
        except ChartingError as fault:
            self.post_message(self.HandOverFailed(fault))
        else:
            self.post_message(self.ClaimsHandedOver(done))

    @on(ClaimsHandedOver)
    def _told(self, message: ClaimsHandedOver) -> None:
        self.dismiss(handed_over_words(message.done, claims_folder(self._store)))

    @on(HandOverFailed)
    def _failed(self, message: HandOverFailed) -> None:
        self._busy = False
        tell_fault(self, message.fault)
        self.show_keys()


_BUSY = "Billing is in progress. Wait a moment, then press the key again."


def claims_folder(store: ChartStore) -> str:
    """Return where the files of all batches lie."""
    return str(store.root / "claims")


def handed_over_words(done: Iterable[HandedOver], folder: str) -> str:
    """Return in a sentence what was handed over, how much was left out, and what is still to be done.

    ``folder`` is where the files lie that go nowhere by themselves.
    """
    made = [one.batch for one in done if one.batch is not None]
    left = sum(len(one.left_out) for one in done)
    claims, cents = sum(len(batch.claims) for batch in made), sum(batch.cents for batch in made)
    count = f"{claims} {'claim is' if claims == 1 else 'claims are'}"
    rest = f" {left} changed in the meantime and {'was' if left == 1 else 'were'} left out." if left else ""
    if not made:
        return f"Nothing was billed.{rest}"
    if not all(batch.sent_at for batch in made):
        return f"{count} created, not sent, {in_dollars(cents)}.{rest} Press c to see the claims."
    if all(batch.destination for batch in made):
        return f"{count} sent, {in_dollars(cents)}.{rest} Press c to see the claims."
    return f"{count} marked as sent, {in_dollars(cents)}.{rest} Upload the files from {folder}."
