"""Tomorrow: the next days' booked visits, and what is to be got before they come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.operations.bookings.coming_days import DAYS, MOST_DAYS, ComingDay, ComingDays, coming_days
from charting_tui.operations.bookings.visit_state import set_kind
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import form_at
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.records.people import Role
from charting_tui.records.visit import VisitKind
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import rule_of
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.following import FollowingScreen
from charting_tui.screens.frame.framed import WIDE, tell_fault, told
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.frame.rule_page import RulePageScreen
from charting_tui.screens.visit.finding_places import Elsewhere, FormPlace, OfficePlace, place_of
from charting_tui.screens.worklist.visit_state import ChoiceScreen, kind_choices
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import Cell, fitted, printable, row
from charting_tui.widgets.row_list import RowList
from charting_tui.worklist.tomorrow import ComingVisit, Gap, Unknown, case_ahead

_STYLES = {Severity.BLOCKS: "$text-error bold", Severity.WARNS: "$text-warning bold", Severity.ADVISES: ""}
_WHO, _BY = 10, 11
"""Cells of who fixes it, and by when."""


@dataclass(frozen=True)
class _Row:
    """What a row is about: a visit, one thing that it misses, or what is not known of a payer."""

    visit: ComingVisit | None = None
    gap: Gap | None = None
    unknown: Unknown | None = None


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
        me = store.office.person(store.person)
        self._treats = me is not None and Role.THERAPIST in me.roles
        self._mine = me is not None and me.roles == (Role.THERAPIST,)
        self._days = DAYS
        self._who: Role | None = None
        self._found: ComingDays | None = None
        """None while the charts are read for the first time."""
        self._rows: dict[str, _Row] = {}

    def inside(self) -> Iterable[Widget]:
        """Sum, rows, what is to be done about the marked one."""
        yield Static(id="buckets")
        yield RowList(id="visits")
        yield Static(id="empty")
        yield Static(id="remedy")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.TOMORROW,)

    def never(self, key: Key) -> bool:
        """Who treats nobody has no visits of their own to list."""
        return key.id == "tomorrow.everyone" and not self._treats

    def why_not(self, key: Key) -> str:
        """What is about a visit needs one marked, and a page a rule."""
        if self.never(key):
            return "You treat nobody, so everyone's visits are shown."
        marked = self._marked()
        if key.id in {"tomorrow.chart", "tomorrow.payer", "tomorrow.kind"} and marked.visit is None:
            return "Mark a visit, or something that it misses."
        if key.id == "tomorrow.mend" and marked == _Row():
            return "There is nothing here to fix."
        if key.id == "tomorrow.page" and not (marked.gap and marked.gap.rule):
            return "Mark a line with a rule: its page says more."
        return ""

    @property
    def _asked(self) -> tuple[int, bool]:
        return self._days, self._mine

    def reload(self) -> None:
        """Read the days anew, beside the screen's own thread; what is shown stays meanwhile."""
        if self.is_mounted:
            self._show()
            self._judge(self._asked)

    @work(thread=True, group="tomorrow", exclusive=True)
    def _judge(self, asked: tuple[int, bool]) -> None:
        days, mine = asked
        try:
            found: ComingDays | ChartingError = coming_days(
                self._store, days, self._store.person if mine else None
            )
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
        shown = self._found.for_owner(self._who) if self._found else ComingDays(())
        rows = self.query_one(RowList)
        order = [name for name in rows.names if name]
        self._rows = {}
        drawn = list(self._drawn(shown))
        rows.show_rows(drawn, keep=_kept(rows.marked, order, {name for name, _ in drawn}))
        rows.display = bool(shown.days)
        self.query_one("#buckets", Static).update(Content(printable(self._sum(shown))))
        empty = self.query_one("#empty", Static)
        empty.display = not shown.days
        empty.update(self._nothing_here())
        if shown.days and self.focused is not rows:
            rows.focus()
        self._explain()

    def _sum(self, shown: ComingDays) -> str:
        """Return how many visits come, and how much is missing for whom to fix."""
        if self._found is None or not self._found.days:
            return ""
        count = len(self._found.visits)
        parts = [f"{count} {'visit' if count == 1 else 'visits'} booked", f"{self._found.ready} ready"]
        missing = (shown if self._who else self._found).counts()
        return " · ".join([*parts, *(f"{role.value} {number}" for role, number in missing.items())])

    def _nothing_here(self) -> str:
        if self._found is None:
            return "Reading the charts of the next days…"
        if self._found.days and self._who:
            return f"✓ Nothing for {_article(self._who)} to get. Press w for what others can fix."
        if self._mine:
            return "No visit of yours is booked for the next four weeks. Press e for everyone's."
        return "No visit is booked for the next four weeks. Press a in Today to add an appointment."

    def _drawn(self, shown: ComingDays) -> Iterator[tuple[str, Content]]:
        """Give every row with its id; the heading of a day has none."""
        width = self.size.width - 2
        today = self._store.clock.today()
        for day in shown.days:
            yield "", _heading(day, today, width, all_shown=self._who is None)
            for visit in day.visits:
                yield self._named(visit.visit, _Row(visit)), self._visit_line(visit, width)
                for gap in visit.gaps:
                    name = f"{visit.visit}/{gap.visit}/{gap.rule}/{gap.field}"
                    yield self._named(name, _Row(visit, gap)), _gap_line(gap, width)
        if shown.not_known and self._who is None:
            yield "", Content.styled("Not known", "$text-disabled")
            for unknown in shown.not_known:
                line = Content.styled(fitted(unknown.sentence, width), "$text-disabled")
                yield self._named(f"payer/{unknown.payer}", _Row(unknown=unknown)), line

    def _named(self, name: str, about: _Row) -> str:
        self._rows[name] = about
        return name

    def _visit_line(self, visit: ComingVisit, width: int) -> Content:
        wide = width >= WIDE - 2
        client, payer = (34, 40) if wide else (24, 24)
        state, style = _state(visit)
        quiet = "" if visit.gaps or visit.unread else "$text-disabled"
        cells = [
            Cell(f"{visit.start:%H:%M}" if visit.start else "—", 5, quiet),
            Cell(visit.client_name, client, quiet or "bold"),
            *([] if self._mine else [Cell(visit.therapist or "—", 8, quiet)]),
            Cell(visit.payer_name, payer, quiet),
            Cell(state, 0, style),
        ]
        return row(cells)

    def on_option_list_option_highlighted(self) -> None:
        """Another row is marked."""
        self._explain()

    def _explain(self) -> None:
        self.query_one("#remedy", Static).update(Content(printable(_explained(self._marked()))))
        self.show_keys()

    def _marked(self) -> _Row:
        return self._rows.get(self.query_one(RowList).marked or "", _Row())

    @told
    def action_mend(self) -> None:
        """Go to where the marked line is fixed."""
        marked = self._marked()
        if self.refused("tomorrow.mend"):
            return
        if marked.unknown is not None:
            self._open_settings("An owner enters what a payer wants, in the settings under payers.")
        elif marked.visit is not None and marked.gap is not None:
            self._fix(marked.visit, marked.gap)
        else:
            self.action_chart()

    def _fix(self, visit: ComingVisit, gap: Gap) -> None:
        store = self._store
        chart = store.chart(visit.client, visit=gap.visit)
        kept = chart.visit(gap.visit)
        if kept is None:
            self.say("This visit is no longer in the chart.", refusal=True)
            return
        case = case_ahead(chart, kept, store.office, store.books.book)
        match place_of(gap.place, case, chart.file):
            case FormPlace() as place:
                known = read_known(store, visit.client)
                form = form_at(store, known, place.kind, place.index, dict(place.given))
                screen = FormScreen(
                    "Tomorrow", form, first_field=place.field, said=f"{gap.message} {gap.remedy}"
                )
                self.app.push_screen(screen, self._form_left)
            case OfficePlace(sentence):
                self._open_settings(sentence)
            case Elsewhere() if gap.field == "visit.kind":
                self.action_kind()
            case Elsewhere():
                self.say(gap.remedy)
            case _:
                self.post_message(VisitChosen(visit.client, gap.visit, then="payer"))

    def _form_left(self, answer: str | None) -> None:
        if answer == SAVED:
            self.say("Saved in the client's chart.")

    def _open_settings(self, sentence: str) -> None:
        if why_not_owner(self._store):
            self.say(sentence, refusal=True)
            return
        from charting_tui.screens.settings.settings import SetupScreen  # noqa: PLC0415  loaded when first opened

        self.app.push_screen(SetupScreen(self._store))

    @told
    def action_chart(self) -> None:
        """Open the chart of the marked visit's client."""
        visit = self._marked().visit
        if not self.refused("tomorrow.chart") and visit is not None:
            from charting_tui.screens.clients.chart import ChartScreen  # noqa: PLC0415  loaded when first opened

            self.app.push_screen(ChartScreen(self._store, visit.client))

    def action_payer(self) -> None:
        """Open the marked visit, and ask who pays."""
        visit = self._marked().visit
        if not self.refused("tomorrow.payer") and visit is not None:
            self.post_message(VisitChosen(visit.client, visit.visit, then="payer"))

    @told
    def action_kind(self) -> None:
        """Ask what the marked visit is for."""
        visit = self._marked().visit
        if self.refused("tomorrow.kind") or visit is None:
            return
        kept = self._store.chart(visit.client, visit=visit.visit).visit(visit.visit)
        title = f"{visit.client_name}, {visit.day:%a %-d %b}: what is this visit for?"
        asked = ChoiceScreen(title, kind_choices(), kept.visit.kind.value if kept else "")
        self.app.push_screen(asked, lambda kind: self._set_kind(visit, kind))

    @told
    def _set_kind(self, visit: ComingVisit, kind: str | None) -> None:
        if kind is not None:
            self.say(set_kind(self._store, visit.client, visit.visit, VisitKind(kind)))
            self.reload()

    @told
    def action_page(self) -> None:
        """Show the page of the rule of the marked line."""
        gap = self._marked().gap
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


def _kept(marked: str | None, order: Sequence[str], now: set[str]) -> str | None:
    """Return the row to mark: the one that was, or where it is gone the next one that is there."""
    if marked is None or marked in now or marked not in order:
        return marked
    at = order.index(marked)
    return next((name for name in (*order[at:], *reversed(order[:at])) if name in now), None)


def _heading(day: ComingDay, today: date, width: int, *, all_shown: bool) -> Content:
    """Return a day in words: “Tue 1 Dec · 9 visits, 4 ready”."""
    name = f"Today, {day.day:%a %-d %b}" if day.day == today else f"{day.day:%a %-d %b}"
    count = f"{len(day.visits)} {'visit' if len(day.visits) == 1 else 'visits'}"
    told = f"{name} · {count}" + (f", {day.ready} ready" if all_shown else "")
    return Content.styled(fitted(told, width), "$text-primary bold")


def _state(visit: ComingVisit) -> tuple[str, str]:
    if visit.unread:
        return "chart unreadable", "$text-error bold"
    if not visit.missing:
        return "ready", "$text-disabled"
    worst = min((gap.severity for gap in visit.missing), key=lambda one: one.rank)
    return f"{len(visit.missing)} missing", _STYLES[worst]


def _gap_line(gap: Gap, width: int) -> Content:
    """Return what is missing, who fixes it, and by when."""
    later = f"For {gap.later.month}/{gap.later.day}: " if gap.later else ""
    room = max(width - 8 - _WHO - _BY - 2, 10)
    return row(
        (
            Cell("", 5),
            Cell(gap.severity.mark, 1, _STYLES[gap.severity]),
            Cell(f"{later}{gap.message}", room),
            Cell(gap.owner.value, _WHO),
            Cell(gap.by, _BY),
        )
    )


def _explained(marked: _Row) -> str:
    """Return everything about a row."""
    if marked.unknown is not None:
        return f"{marked.unknown.sentence} Enter opens the settings, where its payers are."
    visit, gap = marked.visit, marked.gap
    if gap is not None:
        later = f"For the visit of {gap.later.month}/{gap.later.day}: " if gap.later else ""
        return f"{later}{gap.rule} {gap.message} {gap.remedy} ({gap.owner.value}, {gap.by})".strip()
    if visit is None:
        return ""
    if visit.unread:
        return "The chart of this client cannot be read, so nothing is known; see “charting-tui verify”."
    return "" if visit.missing else "Nothing is missing for this visit, as far as is known."


def _article(role: Role) -> str:
    return f"{'an' if role is Role.OWNER else 'the' if role is Role.FRONT_DESK else 'a'} {role.value}"
