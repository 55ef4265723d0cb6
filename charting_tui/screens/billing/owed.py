"""What payers and clients owe, by age; a line opens down to the visits that the money is owed for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.owed import what_is_owed
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.billing.claim_previews import preview_of_owed
from charting_tui.screens.frame.base_screen import FollowingScreen, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.worklist.at_desk import DeskPayment
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.worklist.owed import AGES, AgedFrom, OwedLine, OwedList, OwedVisit, Owes, ages_of
from charting_tui.worklist.summary import whole_dollars

_HEADS = {Owes.PAYER: "Payers", Owes.CLIENT: "Clients"}
_MONEY = 8
"""Cells of an amount in whole dollars; the preview has the cents."""


class OwedScreen(FollowingScreen):
    """One line for each payer and client that owes something."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.OWED)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._aged_from = AgedFrom.SERVICE
        self._opened: set[str] = set()
        """The lines whose visits are shown."""
        self._words = ""
        """What names of payers and clients must hold; empty: any."""
        self._lines: dict[str, OwedLine] = {}
        self._visits: dict[str, OwedVisit] = {}
        self._payment = DeskPayment(self, store, self._paid)
        self._preview = PreviewPane[str](
            lambda name: preview_of_owed(self._line_of(name), self._visits.get(name))
        )

    def inside(self) -> Iterable[Widget]:
        """Total, heads, lines, what the marked one is."""
        yield Static(id="buckets")
        yield from framed_list("Owed", RowList(id="visits"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.OWED,)

    def why_not(self, key: Key) -> str:
        """A statement is a client's, a payment a client's for a visit."""
        if key.place is not Place.OWED or key.id in {"owed.aged-from", "owed.find"}:
            return ""
        name = self._marked()
        if not name:
            return "Nothing is owed here."
        line, visit = self._line_of(name), self._visits.get(name)
        if key.id == "owed.statement" and line.owes is not Owes.CLIENT:
            return "Statements are for clients. Select a client's line first."
        if key.id == "owed.payment" and (line.owes is not Owes.CLIENT or visit is None):
            return (
                "A payment goes to one visit. Press Enter to open the client's line, then select the visit."
            )
        return ""

    @told
    def reload(self) -> None:
        """Read what is owed again."""
        if not self.is_mounted:
            return
        owed = what_is_owed(self._store, self._aged_from)
        words = self._words.casefold().split()
        shown = [line for line in owed.lines if all(word in line.name.casefold() for word in words)]
        self._lines = {_name(line): line for line in shown}
        self._visits = {
            f"{name} {one.row.visit}": one for name, line in self._lines.items() for one in line.visits
        }
        only = f", “{self._words}”" if self._words else ""
        self.place(f"Today › Unbilled › Owed{only}", f"aged from the {self._aged_from}")
        self.query_one("#buckets", Static).update(Content(printable(_total(owed, shown))))
        widths = self._widths()
        names = ("owed by", *AGES, "total")
        self.query_one("#heads", Static).update(
            row(
                Cell(name, width, right=at > 0)
                for at, (name, width) in enumerate(zip(names, widths, strict=True))
            )
        )
        rows = self.query_one(RowList)
        rows.show_rows(self._rows(shown, widths))
        rows.display = bool(shown)
        empty = self.query_one("#empty", Static)
        empty.display = not shown
        empty.update(
            f"No payer or client matches “{self._words}”. Press / and clear the filter to show all."
            if only
            else "Nothing is owed."
        )
        if shown:
            rows.focus()
        self._explain()

    def _widths(self) -> tuple[int, ...]:
        sums = (*[_MONEY] * len(AGES), _MONEY + 1)
        return (max(list_width(self.size.width) - 3 - sum(sums) - len(sums), 12), *sums)

    def _rows(self, lines: Sequence[OwedLine], widths: Sequence[int]) -> Iterator[tuple[str, Content]]:
        for owes, head in _HEADS.items():
            part = [line for line in lines if line.owes is owes]
            if part:
                cents = sum(line.cents for line in part)
                yield "", self._row(head, [*ages_of(part), cents], widths, "bold")
            for line in part:
                name = _name(line)
                mark = "▾" if name in self._opened else "▸"
                yield name, self._row(f"{mark} {line.name}", [*line.by_age, line.cents], widths)
                for one in line.visits if name in self._opened else ():
                    yield f"{name} {one.row.visit}", self._visit_row(one, owes, widths)

    def _visit_row(self, one: OwedVisit, owes: Owes, widths: Sequence[int]) -> Content:
        whose = one.row.client_name if owes is Owes.PAYER else one.row.codes
        cents = [one.cents if at == one.age else 0 for at in range(len(AGES))]
        this_year = one.row.day.year == self._store.clock.today().year
        day = f"{one.row.day:%m/%d}" if this_year else f"{one.row.day:%m/%d/%y}"
        return self._row(f"   {day} {whose}", [*cents, 0], widths)

    def _row(self, name: str, cents: Sequence[int], widths: Sequence[int], style: str = "") -> Content:
        sums = [whole_dollars(one) if one else "" for one in cents]
        return row(
            [
                Cell(name, widths[0], style),
                *(Cell(text, width, style, right=True) for text, width in zip(sums, widths[1:], strict=True)),
            ]
        )

    def on_option_list_option_highlighted(self) -> None:
        """Another line is marked."""
        self._explain()

    def _explain(self) -> None:
        name = self._marked()
        told_of = ""
        if one := self._visits.get(name):
            told_of = _visit_words(one, self._line_of(name))
        elif line := self._lines.get(name):
            count = "1 visit" if len(line.visits) == 1 else f"{len(line.visits)} visits"
            oldest = line.visits[0]
            told_of = f"{in_dollars(line.cents)} for {count}; the oldest is from {oldest.since:%m/%d/%Y}."
        self.query_one("#remedy", Static).update(Content(printable(told_of)))
        self._preview.mark(name if name in self._visits or name in self._lines else None)
        self.show_keys()

    def _marked(self) -> str:
        return self.query_one(RowList).marked or ""

    def _line_of(self, name: str) -> OwedLine:
        visit = self._visits.get(name)
        return self._lines[name.removesuffix(f" {visit.row.visit}") if visit else name]

    @told
    def action_open(self) -> None:
        """Show the visits of the marked line, or hide them; open the marked visit."""
        if self.refused("owed.open"):
            return
        name = self._marked()
        if one := self._visits.get(name):
            self.post_message(VisitChosen(one.row.client, one.row.visit))
        else:
            self._opened ^= {name}
            self.reload()

    def action_aged_from(self) -> None:
        """Age from the date of service, or from the date billed."""
        service = self._aged_from is AgedFrom.SERVICE
        self._aged_from = AgedFrom.BILLED if service else AgedFrom.SERVICE
        self.reload()

    def action_find(self) -> None:
        """Ask whose lines are to be shown."""
        asked = AskScreen(
            "Filter",
            value=self._words,
            hint=lambda _text: "Part of a payer's or client's name. Leave blank to show all.",
        )

        def find(words: str | None) -> None:
            if words is not None:
                self._words = " ".join(words.split())
                self.reload()

        self.app.push_screen(asked, find)

    @told
    def action_statement(self) -> None:
        """Make the statement of the marked client, and say where it is."""
        from charting_tui.operations.billing.receipts import put_statement  # noqa: PLC0415 - for who prints

        if not self.refused("owed.statement"):
            client = self._line_of(self._marked()).id
            self.say(printable(f"Statement: {put_statement(self._store, client)}"))

    def action_payment(self) -> None:
        """Ask what the client pays for the marked visit."""
        if not self.refused("owed.payment"):
            self._payment.ask(self._visits[self._marked()].row)

    def _paid(self, _visit: str, sentence: str) -> None:
        self.reload()
        self.say(sentence.removesuffix(" Press r for the receipt."))


def _name(line: OwedLine) -> str:
    return f"{line.owes.value} {line.id}"


def _total(owed: OwedList, shown: Sequence[OwedLine]) -> str:
    told_of = f"{in_dollars(sum(line.cents for line in shown))} owed"
    if owed.not_billed:
        told_of += f"; not billed yet {in_dollars(owed.not_billed)}"
    if owed.credits:
        back = sum(line.cents for line in owed.credits)
        told_of += f"; clients overpaid {in_dollars(back)} ({', '.join(one.name for one in owed.credits)})"
    return told_of


def _visit_words(one: OwedVisit, line: OwedLine) -> str:
    claim = f"claim {one.row.open_money.claim}, " if one.row.open_money.claim else ""
    stands = f"{one.words}, " if one.words else ""
    days = "1 day" if one.days == 1 else f"{one.days} days"
    whose = one.row.client_name if line.owes is Owes.PAYER else line.name
    money = f"${dollars_of(one.cents)} since {one.since:%m/%d/%Y} ({days})"
    return f"{whose}, {one.row.codes}: {claim}{stands}{money}."
