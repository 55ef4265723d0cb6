"""Tomorrow: the next days' booked visits, and what is to be got before they come."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.operations.bookings.coming_days import DAYS, MOST_DAYS, ComingDays, coming_days
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import form_at
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.visits.previews import VisitPreviews
from charting_tui.records.people import Role
from charting_tui.rules.registry import rule_of
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.base_screen import BaseScreen, FollowingScreen, tell_fault, told
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.frame.rule_page import RulePageScreen
from charting_tui.screens.visit.finding_places import (
    Elsewhere,
    FormPlace,
    LinePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)
from charting_tui.screens.worklist.tomorrow_rows import (
    TomorrowRow,
    TomorrowRows,
    nothing_here,
    row_to_mark,
    summed,
)
from charting_tui.screens.worklist.visit_state import VisitMarking
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import RowList, printable
from charting_tui.worklist.preview_lines import Preview, PreviewLine
from charting_tui.worklist.tomorrow import ComingVisit, Gap, case_ahead

_PAYERS_ARE_THE_OWNERS = "Only an owner can enter a payer's requirements, in Settings › payers."


class GapFixes:
    """Opens the places where what is missing is entered."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, marking: VisitMarking) -> None:
        self.base_screen = base_screen
        self._store = store
        self._marking = marking

    @told
    def fix(self, marked: TomorrowRow) -> None:
        """Go to where the row is fixed; of a visit without more, to its client's chart."""
        if marked.unknown is not None and marked.unknown.client:
            self.open_chart(marked.unknown.client)
        elif marked.unknown is not None:
            self._open_settings(_PAYERS_ARE_THE_OWNERS)
        elif marked.visit is not None and marked.gap is not None:
            self._fix(marked.visit, marked.gap)
        elif marked.visit is not None:
            self.open_chart(marked.visit.client)

    def _fix(self, visit: ComingVisit, gap: Gap) -> None:
        store, screen = self._store, self.base_screen
        chart = store.chart(visit.client, visit=gap.visit)
        kept = chart.visit(gap.visit)
        if kept is None:
            screen.say("This visit is no longer in the chart.", refusal=True)
            return
        match place_of(gap.place, case_ahead(chart, kept, store.office, store.books.book), chart.file):
            case FormPlace() as place:
                form = form_at(
                    store, read_known(store, visit.client), place.kind, place.index, dict(place.given)
                )
                said = f"{gap.message} {gap.remedy}"
                screen.app.push_screen(
                    FormScreen("Tomorrow", form, first_field=place.field, said=said), self._form_left
                )
            case OfficePlace(sentence):
                self._open_settings(sentence)
            case Elsewhere() if gap.field == "visit.kind":
                self._marking.ask_kind(visit)
            case VisitPlace("payer") | LinePlace(part="bill_to"):
                screen.post_message(VisitChosen(visit.client, gap.visit, then="payer"))
            case _:
                screen.say(gap.remedy)

    def _form_left(self, answer: str | None) -> None:
        if answer == SAVED:
            self.base_screen.say("Saved in the client's chart.")

    def _open_settings(self, sentence: str) -> None:
        """Open the settings to an owner; ``sentence`` tells everybody else who enters it."""
        if why_not_owner(self._store):
            self.base_screen.say(sentence, refusal=True)
            return
        from charting_tui.screens.settings.settings import SetupScreen  # noqa: PLC0415  loaded when first opened

        self.base_screen.app.push_screen(SetupScreen(self._store))

    def open_chart(self, client: str) -> None:
        """Open a client's chart."""
        from charting_tui.screens.clients.chart import ChartScreen  # noqa: PLC0415  loaded when first opened

        self.base_screen.app.push_screen(ChartScreen(self._store, client))


class TomorrowScreen(FollowingScreen):
    """Booked visits by day and time, each above what it misses."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.TOMORROW)
    LONG = "#visits"

    class Judged(Message):
        """The visits that were asked for are judged, or could not be."""

        def __init__(self, asked: tuple[int, bool], found: ComingDays | ChartingError) -> None:
            super().__init__()
            self.asked = asked
            self.found = found

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._marking = VisitMarking(self, store, self._entered)
        self._previews = VisitPreviews(store)
        self._preview = PreviewPane(self._preview_of)
        self._fixes = GapFixes(self, store, self._marking)
        me = store.office.person(store.person)
        self._treats = me is not None and Role.THERAPIST in me.roles
        self._mine = me is not None and me.roles == (Role.THERAPIST,)
        self._days = DAYS
        self._who: Role | None = None
        self._found: ComingDays | None = None
        """None while the charts are read for the first time."""
        self._rows: dict[str, TomorrowRow] = {}

    def inside(self) -> Iterable[Widget]:
        """Sum, rows, what is to be done about the marked one."""
        yield Static(id="buckets")
        yield from framed_list("Booked", RowList(id="visits"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.TOMORROW,)

    def never(self, key: Key) -> bool:
        """Who treats no one has no visits of their own to list."""
        return key.id == "tomorrow.everyone" and not self._treats

    def why_not(self, key: Key) -> str:
        """What is about a visit needs one marked, and a page a rule."""
        if self.never(key):
            return "You don't treat clients, so you see everyone's visits."
        marked = self._marked
        if key.id == "tomorrow.fix" and marked is None:
            return "There is nothing to fix here."
        if key.id in {"tomorrow.chart", "tomorrow.payer", "tomorrow.kind"} and not (marked and marked.visit):
            return "Select a visit, or an item under it."
        if key.id == "tomorrow.page" and not (marked and marked.gap and marked.gap.rule):
            return "Select an item first. Then p shows its rule."
        return ""

    @property
    def _asked(self) -> tuple[int, bool]:
        return self._days, self._mine

    @property
    def _marked(self) -> TomorrowRow | None:
        return self._rows.get(self.query_one(RowList).marked or "")

    def reload(self) -> None:
        """Read the days again, beside the screen's own thread; what is shown stays meanwhile."""
        if self.is_mounted:
            self._previews.forget()
            self._show()
            self._judge(self._asked)

    @work(thread=True, group="tomorrow", exclusive=True)
    def _judge(self, asked: tuple[int, bool]) -> None:
        days, mine = asked
        try:
            therapist = self._store.person if mine else None
            found: ComingDays | ChartingError = coming_days(self._store, days, therapist)
        except ChartingError as fault:
            found = fault
        self.post_message(self.Judged(asked, found))

    @on(Judged)
    def _judged(self, judged: Judged) -> None:
        if judged.asked != self._asked or not self.is_mounted:
            return
        if isinstance(judged.found, ChartingError):
            tell_fault(self, judged.found)
        else:
            self._found = judged.found
            self._show()

    def _show(self) -> None:
        """Draw what is known, for whom it is asked."""
        who = "mine" if self._mine else "everyone"
        self.place(f"Today › Tomorrow › {who}{f', {self._who.value}' if self._who else ''}")
        found = self._found
        shown = found.for_owner(self._who) if found else ComingDays(())
        drawn = TomorrowRows(
            self._store.clock.today(),
            list_width(self.size.width) - 2,
            therapist=not self._mine,
            whole=self._who is None,
        )
        drawn_rows = list(drawn.rows(shown))
        self.query_one("#heads", Static).update(drawn.head() if drawn_rows else "")
        rows = self.query_one(RowList)
        keep = row_to_mark(
            rows.marked, [name for name in rows.names if name], {one.name for one in drawn_rows}
        )
        self._rows = {one.name: one for one in drawn_rows if one.name}
        rows.show_rows(((one.name, one.content) for one in drawn_rows), keep=keep)
        rows.display = bool(shown.days)
        self.query_one("#buckets", Static).update(summed(found) if found and found.days else "")
        empty = self.query_one("#empty", Static)
        empty.display = not shown.days
        empty.update(nothing_here(found, self._who, mine=self._mine))
        if shown.days and self.focused is not rows:
            rows.focus()
        self._explain()

    def on_option_list_option_highlighted(self) -> None:
        """Another row is marked."""
        self._explain()

    def _explain(self) -> None:
        told_of = self._marked.explained if self._marked else ""
        self.query_one("#remedy", Static).update(Content(printable(told_of)))
        self._preview.mark(self._marked)
        self.show_keys()

    def _preview_of(self, marked: TomorrowRow) -> Preview:
        """Return what is to be done about a row, and below it what is known of its client."""
        first = PreviewLine("→", marked.explained, "alert" if marked.gap or marked.unknown else "")
        visit = marked.visit
        if visit is None or visit.unread:
            return Preview("", (first,))
        booked = next(one for one in self._store.summaries(client=visit.client) if one.visit == visit.visit)
        return self._previews.of(booked).led_by(first)

    def action_fix(self) -> None:
        """Go to where the marked line is fixed."""
        if not self.refused("tomorrow.fix") and self._marked is not None:
            self._fixes.fix(self._marked)

    @told
    def action_chart(self) -> None:
        """Open the chart of the marked visit's client."""
        visit = self._visit_for("tomorrow.chart")
        if visit is not None:
            self._fixes.open_chart(visit.client)

    def action_payer(self) -> None:
        """Open the marked visit, and ask who pays."""
        visit = self._visit_for("tomorrow.payer")
        if visit is not None:
            self.post_message(VisitChosen(visit.client, visit.visit, then="payer"))

    def action_kind(self) -> None:
        """Ask what the marked visit is for."""
        visit = self._visit_for("tomorrow.kind")
        if visit is not None:
            self._marking.ask_kind(visit)

    def _visit_for(self, key_id: str) -> ComingVisit | None:
        """Return the marked visit; None where that key is dead, which has been said."""
        return None if self.refused(key_id) or self._marked is None else self._marked.visit

    def _entered(self, _visit: str, sentence: str) -> None:
        self.reload()
        self.say(sentence)

    @told
    def action_page(self) -> None:
        """Show the page of the rule of the marked line."""
        gap = self._marked.gap if self._marked else None
        if not self.refused("tomorrow.page") and gap is not None:
            self.app.push_screen(RulePageScreen(rule_of(gap.rule, self._store.office.rules)))

    def action_who(self) -> None:
        """Show what the next role can fix, at last what everybody can."""
        turns = [None, *Role]
        self._who = turns[(turns.index(self._who) + 1) % len(turns)]
        self._show()

    def action_everyone(self) -> None:
        """Show one's own visits or everyone's."""
        if not self.refused("tomorrow.everyone"):
            self._mine = not self._mine
            self._found = None
            self.reload()

    def action_more_days(self) -> None:
        """Show more days, or the next ones alone."""
        self._days = MOST_DAYS if self._days == DAYS else DAYS
        self.reload()
