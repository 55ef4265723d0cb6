"""The code lines of a visit, with a mark on each token at fault; what the note says for the marked one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.coding.prose.proposals import NamedCode
from charting_tui.keys import Place, every_key
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS, BillTo
from charting_tui.rules.finding import Finding, Severity
from charting_tui.shorthand.write.wording import listed
from charting_tui.widgets.findings_list import STYLES, service_field, service_index
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row

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
        """Someone wants to change the marked line, or add one."""

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


def named_in_words(named: NamedCode) -> str:
    """Return the words of a note with the areas and minutes beside them: “MFR” neck, 20 min."""
    quoted = ", ".join(f"“{words}”" for words in named.words)
    minutes = f"{named.minutes} min" if named.minutes else ""
    return " ".join(filter(None, (quoted, ", ".join(filter(None, (*named.areas, minutes))))))


def support_line(code: str, naming: Mapping[str, NamedCode]) -> str:
    """Return which sections of the note name a code, with their words, and which do not."""
    if not naming:
        return f"{code}: no section of the note names one of its techniques."
    told = "; ".join(f"{section[0].upper()} {named_in_words(one)}" for section, one in naming.items())
    silent = [section[0].upper() for section in SECTIONS if section not in naming]
    says = "say" if len(silent) > 1 else "says"
    return f"{code}: supported by {told}{f'; {listed(silent)} {says} nothing about it' if silent else ''}."


def proposal_line(named: NamedCode, never_beside: tuple[str, ...], further: int) -> str:
    """Return what is proposed, by which words, and the key that takes it."""
    clash = f" Not payable with {', '.join(never_beside)} on the same day." if never_beside else ""
    more = f", then {further} more" if further else ""
    take = next(key for key in every_key() if key.id == "visit.take-named").shown
    return f"The note names {named.code}: {named_in_words(named)}.{clash} {take} adds it{more}."


class NamedCodes(SteadyText):
    """Sentences below the code lines; nothing where there is nothing to say."""

    def tell(self, support: str, units: str, proposal: str) -> None:
        """Show what speaks for the marked line, the units where the rules differ, what is proposed."""
        lines = [(support, "$text-disabled"), (units, ""), (proposal, "$text-primary")]
        shown = [(printable(text), style) for text, style in lines if text]
        self.display = bool(shown)
        if shown:
            self.update(Content("\n").join(Content.styled(text, style) for text, style in shown))
