"""The history of a client's chart: who changed what from what to what, and, for owners, who looked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.clients.histories import (
    HistoryRow,
    Period,
    client_history,
    looks_at,
    may_see_looks,
)
from charting_tui.readers.dates import shown_date
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import Cell, RowList, row

_BOTH, _CHANGES, _LOOKS = "edits and views", "changes", "looks"
_INDENT = 4
_WHEN, _WHO, _DID = 16, 10, 18
"""Cells of the columns."""


class HistoryScreen(BaseScreen):
    """Every change of one chart and every look at it, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.HISTORY)

    def __init__(self, store: ChartStore, client: str, name: str) -> None:
        super().__init__()
        self._store = store
        self._client = client
        self._name = name
        self._kind = _BOTH if may_see_looks(store) else _CHANGES
        self._person = ""
        """Whose rows alone are shown; empty: everybody's."""
        self._day: date | None = None
        """The only day that is shown."""
        self._rows: list[HistoryRow] = []

    def inside(self) -> Iterable[Widget]:
        """Heads, and a row for each act with what it changed below it."""
        yield Static(id="heads")
        yield RowList(id="chart")
        yield Static(id="empty")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.HISTORY,)

    def why_not(self, key: Key) -> str:
        """Looks are for owners; a day is that of a row."""
        if key.id == "history.looks" and not may_see_looks(self._store):
            return "Only an owner can see who viewed a chart."
        if key.id == "history.day" and not self._rows:
            return "There is nothing to list."
        return ""

    @told
    def on_mount(self) -> None:
        """Note who looks, and show the history."""
        self._store.log_access(self._client, "history")
        self.reload()

    @told
    def reload(self) -> None:
        """Read the history again."""
        period = Period(self._person or None, self._day, self._day)
        changes = client_history(self._store, self._client, period) if self._kind != _LOOKS else []
        looks = looks_at(self._store, self._client, period) if self._kind != _CHANGES else []
        self._rows = sorted([*changes, *looks], key=lambda one: one.at, reverse=True)
        whose = f"by {self._person}" if self._person else "by everyone"
        when = f"on {shown_date(self._day)}" if self._day else "on every day"
        self.place(f"Clients › {self._name} › history", f"{self._kind} {whose} {when}")
        heads = [Cell("when", _WHEN), Cell("who", _WHO), Cell("what", _DID), Cell("of")]
        self.query_one("#heads", Static).update(row(heads))
        rows, empty = self.query_one(RowList), self.query_one("#empty", Static)
        rows.show_rows(self._lines())
        rows.display = bool(self._rows)
        empty.display = not self._rows
        empty.update("Nothing matches. Press p, d or l to show more.")
        if self._rows:
            rows.focus()
        self.show_keys()

    def _lines(self) -> Iterator[tuple[str, Content]]:
        width = max(self.size.width - 4 - _INDENT, 20)
        for place, one in enumerate(self._rows):
            at = one.at.astimezone(self._store.clock.zone)
            cells = [
                Cell(f"{shown_date(at.date())} {at:%H:%M}", _WHEN),
                Cell(one.by, _WHO),
                Cell(f"viewed: {one.did}" if one.looked else one.did, _DID),
                Cell("" if one.looked else one.about),
            ]
            yield str(place), row(cells)
            for words in (*([one.how] if one.how else []), *(change.words for change in one.changes)):
                for line in wrap(words, width):
                    yield "", row([Cell("", _INDENT), Cell(line, style="$text-disabled")])

    def action_person(self) -> None:
        """Show the next person's rows alone, after the last everybody's."""
        people = ["", *_people(self._store)]
        self._person = people[(people.index(self._person) + 1) % len(people)]
        self.reload()

    def action_day(self) -> None:
        """Show the day of the marked row alone, or every day."""
        if self.refused("history.day"):
            return
        marked = self.query_one(RowList).marked
        if self._day is not None or not marked:
            self._day = None
        else:
            self._day = self._rows[int(marked)].at.astimezone(self._store.clock.zone).date()
        self.reload()

    def action_looks(self) -> None:
        """Show changes and looks, changes alone, or looks alone."""
        if self.refused("history.looks"):
            return
        kinds = [_BOTH, _CHANGES, _LOOKS]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
        self.reload()


def _people(store: ChartStore) -> Sequence[str]:
    return [person.id for person in store.office.people]
