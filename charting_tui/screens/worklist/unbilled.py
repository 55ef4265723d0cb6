"""Unbilled: every visit whose money is not asked for yet, grouped by what it waits for."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.owed import why_not_owed
from charting_tui.records.people import Role
from charting_tui.rules.registry import rule_of
from charting_tui.screens.billing.claims import ClaimsScreen
from charting_tui.screens.billing.hand_over import HandOverScreen
from charting_tui.screens.billing.owed import OwedScreen
from charting_tui.screens.billing.waiting import ClaimWaiting
from charting_tui.screens.frame.base_screen import FollowingScreen, JudgingLine, told
from charting_tui.screens.frame.code_book import CodeBookScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.frame.rule_page import RulePageScreen
from charting_tui.screens.worklist.visit_rows import VisitColumns, unbilled_layout
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import VisitFilter, asked_for
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import RowList, fitted, printable
from charting_tui.worklist.summary import Bucket, NoteState, VisitSummary, whole_dollars
from charting_tui.worklist.unbilled import (
    NOTHING_TO_FIX,
    UnbilledGroup,
    is_unbilled,
    matches,
    next_step,
    unbilled_groups,
)

_MARKS = {
    Bucket.READY: ("✓", "$text-success bold"),
    Bucket.DENIED: ("✗", "$text-warning bold"),
    Bucket.BLOCKED: ("✗", "$text-error bold"),
    Bucket.NOT_SENT: ("!", "$text-warning bold"),
    Bucket.DONE: ("–", "bold"),
    Bucket.HELD: ("■", "$text-warning bold"),
    Bucket.TO_SIGN: ("!", "$text-warning bold"),
    Bucket.TO_CHART: ("·", "bold"),
}


class UnbilledScreen(FollowingScreen):
    """Unbilled visits under the thing they wait for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.UNBILLED)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._judging = JudgingLine(self, store)
        me = store.office.person(store.person)
        self._treats = me is not None and Role.THERAPIST in me.roles
        self._mine = me is not None and me.roles == (Role.THERAPIST,)
        self._all_days = True
        self._shown: dict[str, VisitSummary] = {}
        self._chosen: set[str] = set()
        """The visits that are marked to be billed."""
        self._words = ""
        """What visits must fit to be shown; empty: any."""
        self._waiting = ClaimWaiting(self, store, self._entered)
        self._groups: list[tuple[tuple[Bucket, str], list[str]]] = []
        """The visits of each group by what they wait for, as last shown."""
        self._scrolled: float | None = None
        """Where the list is to be scrolled to once it is drawn anew."""

    def inside(self) -> Iterable[Widget]:
        """Total, what is judged again, heads, rows, what mends the marked one."""
        yield Static(id="buckets")
        yield self._judging
        yield Static(id="heads")
        yield RowList(id="visits")
        yield Static(id="empty")
        yield Static(id="remedy")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.UNBILLED,)

    def never(self, key: Key) -> bool:
        """Who treats nobody has no visits of their own to list."""
        return key.id == "unbilled.everyone" and not self._treats

    def why_not(self, key: Key) -> str:
        """What is about a visit needs a row, and a page a rule."""
        if self.never(key):
            return "You treat nobody, so everyone's visits are shown."
        if key.id == "unbilled.bill":
            return why_not_biller(self._store) or (
                "" if _to_bill(self._shown, self._chosen) else "Nothing is ready to bill."
            )
        if key.id == "unbilled.owed":
            return why_not_owed(self._store)
        visit = self._marked()
        if visit is None:
            return "" if key.id in _WITHOUT_VISIT else "There is no visit here."
        return _why_not(key, visit, _next_step(self._store, visit))

    @told
    def reload(self) -> None:
        """Read the unbilled visits anew."""
        if not self.is_mounted:
            return
        store = self._store
        today = store.clock.today()
        every = self._judging.visits(
            _asked(today, store.person if self._mine else None, all_days=self._all_days)
        )
        found = [one for one in every if matches(one, self._words, today)] if self._words else every
        groups = unbilled_groups(found, today)
        rows = self.query_one(RowList)
        keep = _kept_row(self._groups, rows.marked, groups)
        self._scrolled = scrolled = rows.scroll_y if self._scrolled is None else self._scrolled
        self._groups = [(group.key, [visit.visit for visit in group.visits]) for group in groups]
        self._shown = {visit.visit: visit for group in groups for visit in group.visits}
        who = "mine" if self._mine else "everyone"
        self._chosen &= self._shown.keys()
        only = f", “{self._words}”" if self._words else ""
        self.place(f"Today › Unbilled › {who}, {'all days' if self._all_days else 'today'}{only}")
        count = f"{len(self._shown)} {'visit' if len(self._shown) == 1 else 'visits'}"
        cents = sum(group.cents for group in groups)
        ready = sum(group.cents for group in groups if group.bucket is Bucket.READY)
        marked = sum(self._shown[visit].cents for visit in self._chosen)
        chosen = f"; {len(self._chosen)} marked, {whole_dollars(marked)}" if self._chosen else ""
        self.query_one("#buckets", Static).update(
            f"{count} not billed, {whole_dollars(cents)}; {whole_dollars(ready)} ready to bill{chosen}"
        )
        layout = unbilled_layout(self.size.width, therapist=not self._mine)
        self.query_one("#heads", Static).update(layout.head())
        rows.show_rows(_rows(groups, layout, self._chosen, store, self.size.width), keep=keep)
        self.call_after_refresh(self._scroll_back, scrolled)
        rows.display = bool(groups)
        empty = self.query_one("#empty", Static)
        empty.display = not groups
        if groups:
            rows.focus()
        else:
            others = _asked(today, None, all_days=self._all_days)
            of_others = sum(is_unbilled(one, today) for one in store.look(others).rows) if self._mine else 0
            empty.update(_nothing_here(self._words, of_others, all_days=self._all_days))
        self._explain()
        self.show_keys()

    def _scroll_back(self, scrolled: float) -> None:
        """Stay where the list was scrolled to, with the marked row in view."""
        self._scrolled = None
        rows = self.query_one(RowList)
        rows.scroll_to(y=scrolled, animate=False, immediate=True)
        rows.scroll_to_highlight()
        rows.show_heading()

    def on_option_list_option_highlighted(self) -> None:
        """Another row is marked."""
        self._explain()
        self.call_after_refresh(self.query_one(RowList).show_heading)

    def _explain(self) -> None:
        visit = self._marked()
        told = _next_step(self._store, visit) if visit else ""
        self.query_one("#remedy", Static).update(Content(printable(told)))
        self.show_keys()

    def _marked(self) -> VisitSummary | None:
        return self._shown.get(self.query_one(RowList).marked or "")

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

    def action_fix(self) -> None:
        """Open the marked visit, and fix what keeps it."""
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
                HandOverScreen(self._store, _to_bill(self._shown, self._chosen)), self._entered
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
            self.query_one(RowList).action_cursor_down()

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
        hint = "Parts of client, payer, therapist, code or state; >30 older than 30 days. Empty shows all."
        asked = AskScreen("Show only", value=self._words, hint=lambda _text: hint)

        def find(words: str | None) -> None:
            if words is not None:
                self._words = " ".join(words.split())
                self.reload()

        self.app.push_screen(asked, find)

    def action_everyone(self) -> None:
        """Show one's own visits or everyone's."""
        if self.refused("unbilled.everyone"):
            return
        self._mine = not self._mine
        self.reload()

    def action_all_days(self) -> None:
        """Show today's visits or those of every day."""
        self._all_days = not self._all_days
        self.reload()


def _kept_row(
    shown: Iterable[tuple[tuple[Bucket, str], list[str]]], marked: str | None, groups: Iterable[UnbilledGroup]
) -> str | None:
    """Return the row to mark: the one that was, or where it left its group the next one there.

    Where it was the last of its group, the row after it. ``shown`` are the groups as last shown.
    """
    before = list(shown)
    now = {visit.visit: group.key for group in groups for visit in group.visits}
    key, at = next(((key, visits) for key, visits in before if marked in visits), (None, []))
    if marked is None or key is None or now.get(marked) == key:
        return marked
    in_group = [visit for visit in _from(at, marked) if now.get(visit) == key]
    every = [visit for _, visits in before for visit in visits]
    return next(iter(in_group or (visit for visit in _from(every, marked) if visit in now)), None)


def _asked(today: date, therapist: str | None, *, all_days: bool) -> VisitFilter:
    day = None if all_days else today
    return asked_for(unbilled=True, before=today + timedelta(1), day=day, therapist=therapist)


def _nothing_here(words: str, others: int, *, all_days: bool) -> str:
    """Return what is said in place of rows: none of one's own is not every visit of the clinic."""
    if words:
        return f"No visit fits “{words}”. Press / and empty the line to show all."
    day = "" if all_days else " of today"
    if others:
        return f"None of yours{day} is unbilled; e shows everyone's {others}."
    return f"✓ Every visit{day} is billed.{'' if all_days else ' Press d for other days.'}"


def _rows(
    groups: Iterable[UnbilledGroup], layout: VisitColumns, chosen: set[str], store: ChartStore, width: int
) -> Iterable[tuple[str, Content]]:
    today = store.clock.today()
    for group in groups:
        mark, style = _MARKS[group.bucket]
        yield "", Content.assemble((fitted(f"{mark} {group.sentence}", max(width - 2, 1)), style))
        for visit in group.visits:
            marked = visit.visit in chosen
            yield visit.visit, layout.row(visit, store.office, today, marked=marked)


def _next_step(store: ChartStore, visit: VisitSummary) -> str:
    return next_step(visit, store.office.payer(visit.payer))


def _to_bill(shown: dict[str, VisitSummary], chosen: set[str]) -> list[VisitSummary]:
    """Return the visits that are marked, or all that are ready where none is."""
    ready = [one for one in shown.values() if one.bucket is Bucket.READY]
    return [one for one in ready if one.visit in chosen] or ready


def _why_not(key: Key, visit: VisitSummary, next_step: str) -> str:
    """Return why a key that is about a visit does nothing to this one, or nothing."""
    held = visit.bucket is Bucket.HELD and not visit.causes
    if key.id == "unbilled.mark" and visit.bucket is not Bucket.READY:
        return f"This visit is not ready to bill: {next_step}"
    if key.id == "unbilled.wait" and visit.note is not NoteState.SIGNED:
        return "This visit is not signed yet, so there is no claim to hold."
    if key.id == "unbilled.page" and not visit.causes:
        return next_step
    if key.id == "unbilled.fix" and held:
        return f"{NOTHING_TO_FIX.rstrip('.')}: {visit.held}."
    return ""


_WITHOUT_VISIT = frozenset(
    {"unbilled.everyone", "unbilled.all-days", "unbilled.claims", "unbilled.find", "unbilled.code-book"}
)
"""Keys that need no row."""


def _from(visits: list[str], marked: str) -> list[str]:
    """Return the visits after that one, and then those before it, the nearest first."""
    at = visits.index(marked)
    return [*visits[at + 1 :], *reversed(visits[:at])]
