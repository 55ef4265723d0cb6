"""Merging a client's chart into that of the same person."""

from collections.abc import Callable

from charting_tui.errors import BadInput
from charting_tui.operations.clients.same_person import merge, why_not_merge
from charting_tui.operations.kept import Kept
from charting_tui.screens.clients.chart_sections import ChartSections
from charting_tui.screens.clients.choose_client import ChooseClientScreen, client_words
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.framed import FramedScreen, ask, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.client_row import ClientRow


class ChartMerging:
    """Asks over a chart which other one goes on, and shows both before it is done."""

    def __init__(self, framed: FramedScreen, store: ChartStore, merged: Callable[[], None]) -> None:
        """``merged`` is told when this chart is sealed."""
        self.framed = framed
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
            f"Which client is the same person as {client.name}, and goes on?",
            client.name.partition(",")[0],
            lambda words: [row for row in self._store.find_clients(words) if row.client != client.id],
        )
        ask(self.framed, asked.kept_in(kept), lambda other: self._confirm(sections.as_row, other))

    def _confirm(self, own: ClientRow, other: ClientRow) -> None:
        before = [f"{client_words(own)}: sealed, to be read only"]
        after = [f"{client_words(other)}: goes on, and is found by both names"]
        self.framed.app.push_screen(
            ConfirmScreen("Merge these two? It cannot be taken back.", before, after),
            lambda yes: self._merge(own, other) if yes else None,
        )

    @told
    def _merge(self, own: ClientRow, other: ClientRow) -> None:
        merge(self._store, own.client, other.client)
        self._merged()
        self.framed.say(f"Merged into {other.name}. Enter on “merged into” opens that chart.")
