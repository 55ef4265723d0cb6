"""The code lines of a visit, with minutes, units, letters, money, and a mark on each token at fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.keys import Place
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import BillTo
from charting_tui.rules.finding import Finding, Severity
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import Cell, row
from charting_tui.widgets.field_names import service_field, service_index
from charting_tui.widgets.findings_list import STYLES
from charting_tui.widgets.row_list import RowList

HEADS = (("code", 7), ("min", 4), ("un", 3), ("dx", 5), ("mod", 6), ("charge", 8))


def head(width: int) -> Content:
    """Return the line above the code lines."""
    cells = [Cell(name, size, right=name in {"min", "un", "charge"}) for name, size in HEADS]
    return row([Cell("", 1), *cells, Cell("areas", max(width - 43, 5))])


class ServiceLines(RowList):
    """The code lines; the screen says what they are."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.LINES, call="ask")

    @dataclass
    class ChangeAsked(Message):
        """Somebody wants to change the marked line, or add one."""

        part: str
        """The act's name in the table of keys: “minutes”, “add”, “remove” …"""

    def action_ask(self, part: str) -> None:
        """Tell which change is wanted."""
        self.post_message(self.ChangeAsked(part))

    def show_lines(self, lines: Iterable[PricedLine], findings: Iterable[Finding]) -> None:
        """Show the priced lines with the marks of the findings on them."""
        worst: dict[tuple[int, str], Severity] = {}
        for found in findings:
            index = service_index(found.field)
            if index is not None and not found.missing:
                token = (index, service_field(found.field) or "code")
                worst[token] = min(worst.get(token, found.severity), found.severity, key=lambda one: one.rank)
        width = self.size.width or 78
        self.show_rows((str(index), _line(index, line, worst, width)) for index, line in enumerate(lines))

    @property
    def marked_index(self) -> int | None:
        """Which service line is marked, from 0, or None."""
        return int(self.marked) if self.marked is not None else None


def _line(index: int, line: PricedLine, worst: Mapping[tuple[int, str], Severity], width: int) -> Content:
    def cell(name: str, text: str, size: int, *, right: bool = False) -> Cell:
        severity = worst.get((index, name))
        marked = f"{text}{severity.mark}" if severity else text
        return Cell(marked, size, STYLES[severity] if severity else "", right=right)

    service, claim = line.service, line.claim
    units = "—" if line.units is None else str(line.units)
    if line.units is None and claim.units not in {None, ""}:
        units = str(claim.units)
    money = "—" if line.cents is None else dollars_of(line.cents)
    side = f" {service.side}" if service.side else ""
    areas = ("client pays: " if service.bill_to is BillTo.CLIENT else "") + f"{service.area}{side}"
    return row(
        [
            Cell(str(index + 1), 1, "$text-disabled"),
            cell("code", service.code, 7),
            cell("minutes", "—" if service.minutes in {None, ""} else str(service.minutes), 4, right=True),
            cell("units", units + ("*" if line.units_given else ""), 3, right=True),
            cell("pointers", "".join(claim.pointers) or "—", 5),
            cell("modifiers", " ".join(claim.modifiers), 6),
            cell("charge", "unbilled" if service.bill_to is BillTo.NOBODY else money, 8, right=True),
            cell("area", areas, max(width - 43, 5)),
        ]
    )
