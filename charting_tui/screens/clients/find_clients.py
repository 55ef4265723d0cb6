"""Clients: found as one types, with a card of the marked one."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.keys import Key, Place
from charting_tui.operations.bookings.booking import overlap_words_of, start_visit, why_not_start
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import ClientForm
from charting_tui.operations.kept import kept_for
from charting_tui.operations.permission import signed_in
from charting_tui.screens.clients.chart import ChartScreen
from charting_tui.screens.clients.choose_client import client_heads, client_line
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.frame.search_line import SearchLine
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.widgets.client_card import ClientCard, card_lines
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import RowList

_NONE = "No client matches. Press Ctrl+N to add a new client."
SHOWN = 60
"""The most clients listed at a time."""


class ClientsScreen(BaseScreen):
    """The clients whose name, phone, birth date or chart number begins as typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLIENTS)

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._found: dict[str, ClientRow] = {}
        self._carded = ""
        self._seen: set[str] = set()
        self._line = SearchLine(
            self,
            kept_for(store, "client search", "You were looking for a client. To continue, press c."),
            "name, phone, birth date or chart number",
            find=self._find,
            preview=self._show_card,
            opens=self.action_open,
        )

    def inside(self) -> Iterable[Widget]:
        """The filter, the list, the card."""
        yield self._line
        with Container(id="clients-body"):
            with Vertical(id="client-list", classes="pane") as pane:
                pane.border_title = "Clients"
                yield Static(id="heads")
                yield RowList(id="clients")
                yield Static(id="empty")
            yield ClientCard(id="card", classes="pane")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLIENTS,)

    def why_not(self, key: Key) -> str:
        """Opening and starting need someone marked; starting, a therapist."""
        if key.id in {"clients.open", "clients.start"} and not self._found:
            return _NONE
        return why_not_start(self._store) if key.id == "clients.start" else ""

    def on_mount(self) -> None:
        """The list is moved through while one types."""
        self._line.begin()

    @told
    def action_back(self) -> None:
        """Go back to Today, and look for no one any more."""
        self._line.forget()
        super().action_back()

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self._carded = ""
        self._line.look()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        self.call_after_refresh(self._line.look)

    @told
    def _find(self, sought: str, keep: str | None) -> None:
        """List who is found."""
        found = self._store.find_clients(sought, limit=SHOWN + 1)
        self._found = {client.client: client for client in found[:SHOWN]}
        count = f"showing {SHOWN} of many" if len(found) > SHOWN else f"{len(found)} found"
        self.place("Today › Clients", count)
        width = max(self.query_one(RowList).size.width or self.size.width, 60) - 2
        self.query_one("#heads", Static).update(client_heads(width))
        listed = [(client.client, client_line(client, width)) for client in self._found.values()]
        self._line.show(listed, keep, _NONE)

    @told
    def _show_card(self) -> None:
        if not self.is_mounted:
            return
        marked = self.query_one(RowList).marked if self._found else None
        card = self.query_one(ClientCard)
        card.display = marked is not None
        if marked is None or marked == self._carded:
            return
        store = self._store
        self._carded = marked
        if marked not in self._seen:
            self._seen.add(marked)
            store.log_access(marked, "card")
        file = read_known(store, marked).file
        visits = store.summaries(client=marked)
        today = store.clock.today()
        tables = tables_on(today, store.books.book, store.office.tables)
        card.show_client(
            file.client.name,
            card_lines(file, visits, store.office, today, tables),
        )

    @told
    def action_open(self) -> None:
        """Open the marked client's chart."""
        if self.refused("clients.open"):
            return
        marked = self.query_one(RowList).marked
        if marked is not None:
            self._line.forget()
            self.app.push_screen(ChartScreen(self._store, marked))

    @told
    def action_new(self) -> None:
        """Enter a new client; words that were typed to find one are the name to begin with."""
        signed_in(self._store.office, self._store.person)
        typed = self._line.words.strip()
        name = "" if any(sign.isdigit() for sign in typed) else typed.title() if typed.islower() else typed
        form = ClientForm(self._store)
        self._line.forget()

        def saved(answer: str | None) -> None:
            if answer == SAVED and form.known is not None:
                self.app.push_screen(ChartScreen(self._store, form.known.id))

        self.app.push_screen(FormScreen("Clients", form, first_words=name, look_at=self._look_at), saved)

    def _look_at(self, client: str) -> None:
        self.app.push_screen(ChartScreen(self._store, client))

    @told
    def action_start(self) -> None:
        """Start a visit of the marked client now."""
        if self.refused("clients.start"):
            return
        marked = self.query_one(RowList).marked
        if marked is not None:
            visit = start_visit(self._store, marked)
            self._line.forget()
            self.post_message(VisitChosen(marked, visit.id, overlap_words_of(self._store, marked, visit)))
