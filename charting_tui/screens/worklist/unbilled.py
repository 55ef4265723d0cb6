"""Unbilled: every visit whose money is not asked for yet, grouped by what it waits for."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.owed import why_not_owed
from charting_tui.operations.visits.previews import VisitPreviews
from charting_tui.rules.registry import rule_of
from charting_tui.screens.billing.claim_list import ClaimListScreen
from charting_tui.screens.billing.claims import ClaimsScreen
from charting_tui.screens.billing.denied import DeniedClaim, DeniedVisit
from charting_tui.screens.billing.hand_over import HandOverScreen
from charting_tui.screens.billing.owed import OwedScreen
from charting_tui.screens.billing.waiting import ClaimWaiting
from charting_tui.screens.frame.base_screen import FollowingScreen, JudgingLine, told
from charting_tui.screens.frame.code_book import CodeBookScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.frame.rule_page import RulePageScreen
from charting_tui.screens.worklist.unbilled_filter import UnbilledFilter
from charting_tui.screens.worklist.unbilled_rows import UnbilledList
from charting_tui.screens.worklist.visit_rows import unbilled_layout
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import printable
from charting_tui.worklist.preview_lines import Preview, PreviewLine, Weight
from charting_tui.worklist.summary import Bucket, VisitSummary, whole_dollars
from charting_tui.worklist.unbilled import NOTHING_TO_FIX, next_step


class UnbilledScreen(FollowingScreen):
    """Unbilled visits under the thing they wait for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.UNBILLED)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._judging = JudgingLine(self, store)
        self._filter = UnbilledFilter(store, self._judging)
        self._chosen: set[str] = set()
        """The visits that are marked to be billed."""
        self._previews = VisitPreviews(store)
        self._preview = PreviewPane(self._preview_of)
        self._waiting = ClaimWaiting(self, store, self._entered)
        self._denied = DeniedClaim(
            self, store, self._entered, lambda client, visit: self.post_message(VisitChosen(client, visit))
        )

    def inside(self) -> Iterable[Widget]:
        """Total, what is judged again, heads, rows, what mends the marked one."""
        yield Static(id="buckets")
        yield self._judging
        yield from framed_list("Not billed", UnbilledList(), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.UNBILLED,)

    def never(self, key: Key) -> bool:
        """Who treats no one has no visits of their own to list."""
        return key.id == "unbilled.everyone" and not self._filter.treats

    def why_not(self, key: Key) -> str:
        """What is about a visit needs a row, and a page a rule."""
        if self.never(key):
            return "You don't treat clients, so you see everyone's visits."
        if key.id == "unbilled.bill":
            return why_not_biller(self._store) or (
                ""
                if _to_bill(self.query_one(UnbilledList).shown, self._chosen)
                else "Nothing is ready to bill."
            )
        if key.id == "unbilled.owed":
            return why_not_owed(self._store)
        visit = self._marked()
        if visit is None:
            return "" if key.id in _WITHOUT_VISIT else "There is no visit here."
        return _why_not(key, visit, _next_step(self._store, visit))

    @told
    def reload(self) -> None:
        """Read the unbilled visits again."""
        if not self.is_mounted:
            return
        rows, groups = self.query_one(UnbilledList), self._filter.groups()
        width = list_width(self.size.width)
        listed = [visit for group in groups for visit in group.visits]
        layout = unbilled_layout(width, listed, therapist=not self._filter.mine)
        self.query_one("#heads", Static).update(layout.head())
        rows.show_groups(groups, layout, self._chosen, self._store, width)
        self._previews.forget()
        self._chosen &= rows.shown.keys()
        self.place(f"Today › Unbilled › {self._filter.shown}")
        count = f"{len(rows.shown)} {'visit' if len(rows.shown) == 1 else 'visits'}"
        cents = sum(group.cents for group in groups)
        ready = sum(group.cents for group in groups if group.bucket is Bucket.READY)
        marked = sum(rows.shown[visit].cents for visit in self._chosen)
        chosen = f"; {len(self._chosen)} selected, {whole_dollars(marked)}" if self._chosen else ""
        self.query_one("#buckets", Static).update(
            f"{count} marked “never bill”, {whole_dollars(cents)}"
            if self._filter.never
            else f"{count} not billed, {whole_dollars(cents)}; {whole_dollars(ready)} ready to bill{chosen}"
        )
        empty = self.query_one("#empty", Static)
        empty.display = not groups
        if groups:
            rows.focus()
        else:
            empty.update(self._filter.nothing_here())
        self._explain()
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Another row is marked."""
        self._explain()
        self.call_after_refresh(self.query_one(UnbilledList).show_heading)

    def _explain(self) -> None:
        visit = self._marked()
        told = _next_step(self._store, visit) if visit else ""
        self.query_one("#remedy", Static).update(Content(printable(told)))
        self._preview.mark(visit)
        self.show_keys()

    def _preview_of(self, visit: VisitSummary) -> Preview:
        """Return the preview of a visit, led by what keeps it and what to do next."""
        first = PreviewLine("→", _next_step(self._store, visit), _WEIGHTS.get(visit.bucket, ""))
        return self._previews.of(visit).led_by(first)

    def _marked(self) -> VisitSummary | None:
        return self.query_one(UnbilledList).visit

    @told
    def action_page(self) -> None:
        """Show the page of the rule that blocks the marked visit first of all."""
        visit = self._marked()
        if not self.refused("unbilled.page") and visit is not None:
            self.app.push_screen(RulePageScreen(rule_of(visit.causes[0].rule, self._store.office.rules)))

    @told
    def action_code_book(self) -> None:
        """Open the code book at the payer's reason, where the marked visit was denied or rejected."""
        visit = self._marked()
        kept = (
            self._store.chart(visit.client, visit=visit.visit, earlier=0).visit(visit.visit)
            if visit
            else None
        )
        reasons = kept.claim.turned_down_for if kept else ()
        self.app.push_screen(CodeBookScreen(self._store, next(iter(reasons), "")))

    def action_open(self) -> None:
        """Open the marked visit."""
        self._open("unbilled.open")

    @told
    def action_fix(self) -> None:
        """Fix what keeps the marked visit: in the visit, by answering a denial, or in its batch."""
        visit = self._marked()
        if visit is not None and visit.bucket is Bucket.NOT_SENT and visit.batch:
            self.app.push_screen(ClaimListScreen(self._store, self._store.batches.read(visit.batch)))
        elif visit is not None and visit.bucket is Bucket.DENIED and visit.billing == "denied":
            self._denied.ask(DeniedVisit(visit.client, visit.visit, visit.client_name))
        else:
            self._open("unbilled.fix", "fix")

    def action_payer(self) -> None:
        """Open the marked visit, and ask who pays."""
        self._open("unbilled.payer", "payer")

    def _open(self, key_id: str, then: Literal["", "fix", "payer"] = "") -> None:
        visit = self._marked()
        if not self.refused(key_id) and visit is not None:
            self.post_message(VisitChosen(visit.client, visit.visit, then=then))

    def action_bill(self) -> None:
        """Show what is ready, or marked, before it is handed over."""
        if not self.refused("unbilled.bill"):
            self.app.push_screen(
                HandOverScreen(self._store, _to_bill(self.query_one(UnbilledList).shown, self._chosen)),
                self._entered,
            )

    def _entered(self, sentence: str | None) -> None:
        """Show how things stand after something was entered."""
        if sentence:
            self._chosen.clear()
            self.reload()
            self.say(sentence)

    def action_mark(self) -> None:
        """Mark the visit to be billed, or take the mark away; the next one is marked then."""
        visit = self._marked()
        if not self.refused("unbilled.mark") and visit is not None:
            self._chosen ^= {visit.visit}
            self.reload()
            self.query_one(UnbilledList).action_cursor_down()

    def action_wait(self) -> None:
        """Ask what is to become of the marked claim."""
        visit = self._marked()
        if not self.refused("unbilled.wait") and visit is not None:
            self._waiting.ask(visit)

    def action_claims(self) -> None:
        """Show what was handed over."""
        self.app.push_screen(ClaimsScreen(self._store))

    @told
    def action_owed(self) -> None:
        """Show what payers and clients owe."""
        if not self.refused("unbilled.owed"):
            self.app.push_screen(OwedScreen(self._store))

    def action_find(self) -> None:
        """Ask which visits are to be shown."""
        hint = (
            "Part of a client, payer, code, status or number; >30 days; “never” for those never "
            "billed. Blank: all."
        )
        asked = AskScreen("Filter", value=self._filter.words, hint=lambda _text: hint)

        def find(words: str | None) -> None:
            if words is not None:
                self._filter.words = " ".join(words.split())
                self.reload()

        self.app.push_screen(asked, find)

    def action_everyone(self) -> None:
        """Show one's own visits or everyone's."""
        if self.refused("unbilled.everyone"):
            return
        self._filter.mine = not self._filter.mine
        self.reload()

    def action_all_days(self) -> None:
        """Show today's visits or those of every day."""
        self._filter.all_days = not self._filter.all_days
        self.reload()


_WEIGHTS: dict[Bucket | None, Weight] = {
    Bucket.BLOCKED: "error",
    Bucket.DENIED: "alert",
    Bucket.NOT_SENT: "alert",
    Bucket.HELD: "alert",
}
"""How heavy what keeps a visit is."""


def _next_step(store: ChartStore, visit: VisitSummary) -> str:
    return next_step(visit, store.office.payer(visit.payer))


def _to_bill(shown: dict[str, VisitSummary], chosen: set[str]) -> list[VisitSummary]:
    """Return the visits that are marked, or all that are ready where none is."""
    ready = [one for one in shown.values() if one.bucket is Bucket.READY]
    return [one for one in ready if one.visit in chosen] or ready


def _why_not(key: Key, visit: VisitSummary, next_step: str) -> str:
    """Return why a key that is about a visit does nothing to this one, or nothing."""
    held = visit.bucket is Bucket.HELD and not visit.causes
    closed = visit.bucket is Bucket.DONE
    match key.id:
        case "unbilled.mark" if visit.bucket is not Bucket.READY:
            return f"This visit is not ready to bill: {next_step}"
        case "unbilled.wait" if visit.bucket is Bucket.NOT_SENT:
            return f"This visit is already in batch {visit.batch}. To undo the batch, press f, then z."
        case "unbilled.page" if not visit.causes:
            return next_step
        case "unbilled.fix" if held:
            return f"{NOTHING_TO_FIX.rstrip('.')}: {visit.held}."
        case "unbilled.fix" | "unbilled.wait" if closed and (key.id == "unbilled.fix" or not visit.closing):
            return next_step
    return ""


_WITHOUT_VISIT = frozenset(
    {"unbilled.everyone", "unbilled.all-days", "unbilled.claims", "unbilled.find", "unbilled.code-book"}
)
"""Keys that need no row."""
