"""The chart of one client, visits and entries in sections; and merging it into that of the same person."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.errors import BadInput, ChartingError
from charting_tui.keys import Key, Place
from charting_tui.operations.bookings.booking import overlap_words_of, start_visit, why_not_start
from charting_tui.operations.clients.client_file import (
    KnownFile,
    end_entry,
    read_known,
    undo_save,
    why_sealed,
)
from charting_tui.operations.clients.forms import ClientForm, EntryForm
from charting_tui.operations.clients.payer_choice import us_day
from charting_tui.operations.clients.same_person import merge, why_not_merge
from charting_tui.operations.fields.fields import value_of
from charting_tui.operations.kept import Kept, kept_for
from charting_tui.operations.visits.previews import VisitPreviews
from charting_tui.readers.dates import read_date
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import policy_for
from charting_tui.screens.clients.chart_previews import chart_preview
from charting_tui.screens.clients.chart_rows import (
    ALL_VISITS,
    ALSO,
    CLIENT,
    VISITS,
    ChartSections,
    day_words,
    read_sections,
)
from charting_tui.screens.clients.choose_client import ChooseClientScreen, client_words
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.framed_list import list_width
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import RowList, printable
from charting_tui.worklist.preview_lines import Preview
from charting_tui.worklist.summary import NoteState


class ChartMerging:
    """Asks over a chart which other one goes on, and shows both before it is done."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, merged: Callable[[], None]) -> None:
        """``merged`` is told when this chart is sealed."""
        self.base_screen = base_screen
        self._store = store
        self._merged = merged

    @told
    def ask(self, sections: ChartSections, kept: Kept) -> None:
        """Ask which client is the same person."""
        client = sections.known.file.client
        reason = why_not_merge(self._store.chart(client.id))
        if reason:
            raise BadInput(reason)
        asked = ChooseClientScreen(
            f"{client.name} is a duplicate. Which client's chart do you want to keep?",
            client.name.partition(",")[0],
            lambda words: [row for row in self._store.find_clients(words) if row.client != client.id],
        )
        ask(self.base_screen, asked.kept_in(kept), lambda other: self._confirm(sections.as_row, other))

    def _confirm(self, own: ClientRow, other: ClientRow) -> None:
        before = [f"{client_words(own)}: merged, read-only"]
        after = [f"{client_words(other)}: kept, and found by both names"]
        self.base_screen.app.push_screen(
            ConfirmScreen("Merge these two charts? You can't undo this.", before, after),
            lambda yes: self._merge(own, other) if yes else None,
        )

    @told
    def _merge(self, own: ClientRow, other: ClientRow) -> None:
        merge(self._store, own.client, other.client)
        self._merged()
        self.base_screen.say(f"Merged into {other.name}. To open that chart, press Enter on “merged into”.")


_MOVES = frozenset(
    {
        "chart.open",
        "chart.next-section",
        "chart.previous-section",
        "chart.superbill",
        "chart.statement",
        "chart.history",
    }
)


class ChartScreen(BaseScreen):
    """One client's chart."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CHART)

    def __init__(self, store: ChartStore, client: str) -> None:
        super().__init__()
        self._store = store
        self._client = client
        self._sections: ChartSections | None = None
        self._all_visits = False
        self._undo: tuple[KnownFile, ClientFile] | None = None
        """The file as saved here last, and as it was before."""
        self._merging = ChartMerging(self, store, self.reload)
        self._previews = VisitPreviews(store)
        self._preview = PreviewPane(self._preview_of)

    def inside(self) -> Iterable[Widget]:
        """The sections, and the marked row in full."""
        with Container(id="listing"):
            with Vertical(id="rows-pane", classes="pane") as pane:
                pane.border_title = "Chart"
                yield RowList(id="chart")
            with Vertical(id="beside"):
                yield self._preview
                yield Static(id="entry")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CHART,)

    def why_not(self, key: Key) -> str:
        """What a sealed chart refuses, and what the section one is in has no use for."""
        if self._sections is None:
            return (
                "This chart can't be opened. Press Esc to go back, and ask the owner to run "
                "“charting-tui verify”."
            )
        sealed = why_sealed(self._sections.known.file)
        if sealed and key.id not in _MOVES:
            return sealed
        if key.id == "chart.undo":
            return "" if self._undo else "There is nothing to undo in this chart."
        return _why_not_there(self._store, self._sections, self._marked(), key)

    def on_mount(self) -> None:
        """Note who looks at the chart, and watch for what other logins change."""
        self.set_interval(2, self._follow)
        self._log()
        self.query_one(RowList).focus()

    @told
    def _follow(self) -> None:
        if self.app.screen is self and self._store.changed():
            self.reload()

    @told
    def _log(self) -> None:
        self._store.log_access(self._client, "chart")

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self.reload()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        self.reload()

    @told
    def reload(self, keep: str | None = None) -> None:
        """Read the chart again; the mark goes to the row ``keep``."""
        if not self.is_mounted:
            return
        rows = self.query_one(RowList)
        try:
            self._sections = sections = read_sections(self._store, self._client)
        except ChartingError:
            self._sections = None
            rows.show_rows(())
            raise
        client = sections.known.file.client
        number = f"chart {client.chart_number}" if client.chart_number else ""
        self.place(f"Today › Clients › {client.name}", "sealed" if client.merged_into else number)
        self._previews.forget()
        width = max(list_width(self.size.width) - 2, 40)
        rows.show_rows(sections.rows(self._store, width, all_visits=self._all_visits), keep=keep)
        self._explain()
        self.show_keys()

    def _marked(self) -> tuple[str, str]:
        """Return section and place of the marked row."""
        section, _, place = (self.query_one(RowList).marked or "").partition("/")
        return section, place

    def on_option_list_option_highlighted(self) -> None:
        """Another row is marked."""
        self._explain()
        self.show_keys()

    def _explain(self) -> None:
        office, today = self._store.office, self._store.clock.today()
        words = self._sections.words(*self._marked(), office, today) if self._sections else ""
        self.query_one("#entry", Static).update(Content(printable(words)))
        self._preview.mark(self._marked())

    def _preview_of(self, marked: tuple[str, str]) -> Preview:
        sections = self._sections
        if sections is None:
            return Preview("")
        store = self._store
        return chart_preview(sections, marked, store.office, store.clock.today(), self._previews.of)

    def action_open(self) -> None:
        """Open the marked visit, edit the marked entry, or show what the row stands for."""
        sections = self._sections
        if self.refused("chart.open") or sections is None:
            return
        section, place = self._marked()
        if f"{section}/{place}" == ALL_VISITS:
            self._all_visits = True
            self.reload(keep=f"{VISITS}/{sections.first_earlier}")
        elif section == VISITS and place:
            self.post_message(VisitChosen(self._client, place))
        elif (page := sections.page_of(section, place)) is not None:
            self.app.push_screen(page)
        elif section == ALSO:
            self.app.push_screen(ChartScreen(self._store, place))
        else:
            self._edit(sections, section, place)

    def _edit(self, sections: ChartSections, section: str, place: str) -> None:
        sealed = why_sealed(sections.known.file)
        if sealed:
            self.say(sealed, refusal=True)
        elif section == CLIENT:
            self._fill(ClientForm(self._store, sections.known))
        elif place:
            kind, index = sections.kinds[section], int(place)
            self._fill(EntryForm(self._store, sections.known, kind, index))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Add an entry to the section one is in; to the visits, one that begins now."""
        sections = self._sections
        if self.refused("chart.add") or sections is None:
            return
        section, _ = self._marked()
        if section == VISITS:
            self.action_start()
        else:
            self._fill(EntryForm(self._store, sections.known, sections.kinds[section], None))

    @told
    def _saved(self, before: ClientFile | None, payers: dict[str, str], done: str = "Saved.") -> None:
        """Say what is saved, and which visits that are not signed it gave another payer."""
        known = read_known(self._store, self._client)
        self._undo = (known, before) if before is not None and before != known.file else None
        self.reload()
        now = _open_payers(self._sections)
        moved = [visit for visit, payer in now.items() if payers.get(visit, payer) != payer]
        said = [done]
        if moved:
            visit = self._sections.visits[moved[0]] if self._sections else None
            policy = policy_for(known.file.coverage, visit.day) if visit else None
            since = f", from coverage {us_day(policy.starts)}" if policy and policy.starts else ""
            name = self._store.office.payer(now[moved[0]]).name
            count = "1 unsigned visit" if len(moved) == 1 else f"{len(moved)} unsigned visits"
            said.append(f"Payer of {count} is now {name}{since}.")
        self.say(" ".join([*said, "Press z to undo."] if self._undo else said))

    @told
    def action_undo(self) -> None:
        """Undo what was saved last in this chart."""
        if self.refused("chart.undo") or self._undo is None:
            return
        undo_save(self._store, *self._undo)
        self._undo = None
        self.reload()
        self.say("Undone: the chart and the payers of its unsigned visits are as they were before.")

    def _fill(self, form: ClientForm | EntryForm) -> None:
        before, payers = form.known.file if form.known else None, _open_payers(self._sections)

        def left(answer: str | None) -> None:
            if isinstance(form, EntryForm) and form.index is not None:
                self.reload(keep=f"{form.kind.id}/{form.index}")
            if answer == SAVED:
                self._saved(before, payers)

        def look_at(client: str) -> None:
            self.app.push_screen(ChartScreen(self._store, client))

        self.app.push_screen(FormScreen("Clients", form, look_at=look_at), left)

    def action_end(self) -> None:
        """End the marked entry with a day."""
        sections = self._sections
        if self.refused("chart.end") or sections is None:
            return
        section, place = self._marked()
        kind, index = sections.kinds[section], int(place)
        today = self._store.clock.today()
        ended = value_of(kind.entries(sections.known.file)[index], kind.ends)

        def read(text: str) -> None:
            if read_date(text, today) is None:
                raise BadInput("No date entered. Type a date, or t for today; press Esc to cancel.")

        def hint(text: str) -> str:
            try:
                day = read_date(text, today)
            except BadInput as fault:
                return fault.sentence
            return f"End date: {day_words(day)}. Nothing is deleted. Press Enter to save." if day else ""

        def end(text: str) -> None:
            day = read_date(text, today)
            if day is not None:
                payers = _open_payers(self._sections)
                end_entry(self._store, sections.known, kind, index, day)
                done = f"The {kind.one} now ends {day_words(day)}."
                self._saved(sections.known.file, payers, done)
                self.reload(keep=f"{kind.id}/{index}")

        asked = AskScreen(f"End date of this {kind.one}", value=str(ended or today), hint=hint, check=read)
        kept = _kept(self._store, f"end {kind.id} {index}", f"ending {kind.article} {kind.one} of", sections)
        ask(self, asked.kept_in(kept), end)

    @told
    def action_start(self) -> None:
        """Start a visit now."""
        if not self.refused("chart.start"):
            visit = start_visit(self._store, self._client)
            overlap = overlap_words_of(self._store, self._client, visit)
            self.post_message(VisitChosen(self._client, visit.id, overlap))

    @told
    def action_superbill(self) -> None:
        """Make the superbill for the day of the marked visit; ask first where it lacks something."""
        from charting_tui.operations.billing.client_papers import (  # noqa: PLC0415 - for who prints
            put_superbill,
            superbills_of_day,
        )

        if self.refused("chart.superbill"):
            return
        bills = superbills_of_day(self._store, self._client, self._marked()[1])
        gaps = [gap for bill in bills for gap in bill.gaps]

        def make(sure: bool | None) -> None:
            if sure:
                self.say(printable(f"Superbill: {put_superbill(self._store, self._client, bills)}"))

        if not gaps:
            make(sure=True)
            return
        title = "A health plan may deny this superbill"
        self.app.push_screen(ConfirmScreen(title, gaps, [], does="make it anyway"), make)

    @told
    def action_statement(self) -> None:
        """Make the statement of what the client owes, and say where it is."""
        from charting_tui.operations.billing.receipts import put_statement  # noqa: PLC0415 - for who prints

        if not self.refused("chart.statement"):
            self.say(printable(f"Statement: {put_statement(self._store, self._client)}"))

    @told
    def action_history(self) -> None:
        """Show who changed this chart and who looked at it."""
        from charting_tui.screens.clients.history import HistoryScreen  # noqa: PLC0415 - for who asks

        if not self.refused("chart.history") and self._sections is not None:
            name = self._sections.known.file.client.name
            self.app.push_screen(HistoryScreen(self._store, self._client, name))

    def action_merge(self) -> None:
        """Merge this chart into that of the same person, after showing both."""
        if not self.refused("chart.merge") and self._sections is not None:
            kept = _kept(self._store, "merge", "looking for the other chart of", self._sections)
            self._merging.ask(self._sections, kept)

    def action_next_section(self) -> None:
        """Go to the next section."""
        self._jump(1)

    def action_previous_section(self) -> None:
        """Go to the section before."""
        self._jump(-1)

    def _jump(self, by: int) -> None:
        rows = self.query_one(RowList)
        sections = [name.partition("/")[0] for name in rows.names]
        order = [name for name in dict.fromkeys(sections) if name]
        if order:
            here = order.index(self._marked()[0]) if self._marked()[0] in order else 0
            rows.highlighted = sections.index(order[(here + by) % len(order)])
            self.call_after_refresh(rows.show_heading)


def _kept(store: ChartStore, name: str, doing: str, sections: ChartSections) -> Kept:
    client = sections.known.file.client
    told = f"You were {doing} {client.name}. To continue, press c and find the chart."
    return kept_for(store, f"{name} of {client.id}", told)


def _open_payers(sections: ChartSections | None) -> dict[str, str]:
    """Return the payers of the visits that are not signed, by the visits' ids."""
    visits = sections.visits if sections else {}
    return {name: one.payer for name, one in visits.items() if one.note is not NoteState.SIGNED}


def _why_not_there(store: ChartStore, sections: ChartSections, marked: tuple[str, str], key: Key) -> str:
    """Return why a key has no use in the section of the marked row, or nothing."""
    section, place = marked
    match key.id:
        case "chart.start" | "chart.add" if section == VISITS or key.id == "chart.start":
            return why_not_start(store)
        case "chart.add" if section == "goals" and not sections.holds_plan:
            return "A goal belongs to a plan of care. Add a plan of care first."
        case "chart.add" if section not in sections.kinds:
            return "Go to the section you want to add to. Press Tab for the next section."
        case "chart.superbill" if section != VISITS or place not in sections.visits:
            return "A superbill needs a signed visit. Go to one first."
        case "chart.end":
            return _why_not_end(sections, section, place)
    return ""


def _why_not_end(sections: ChartSections, section: str, place: str) -> str:
    kind = sections.kinds.get(section)
    if kind is None:
        return "A visit has no end date. Press Tab to go to another section."
    if not kind.ends:
        return f"{kind.article.capitalize()} {kind.one} has no end date. {kind.instead}"
    return "" if place else f"There is no {kind.one} here to end."
