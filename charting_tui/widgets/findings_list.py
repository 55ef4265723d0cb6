"""What the rules found, worst first, with the marked one explained below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from charting_tui.keys import Place
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.rules.finding import Finding, Severity
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.widgets.field_names import field_words, service_index
from charting_tui.widgets.row_list import RowList

STYLES = {
    Severity.BLOCKS: "$text-error bold",
    Severity.WARNS: "$text-warning bold",
    Severity.ADVISES: "$text-primary",
}


def finding_row(found: Finding, width: int = 0) -> Content:
    """Return a finding in one line: mark, severity in words, id, fault; cut to a given ``width``."""
    return row(_cells(found, max(width - 15, 0)))


def numbered_row(found: Finding, width: int) -> Content:
    """Return a finding in one line, with the number of the code line that it is about."""
    severity, rule, message = _cells(found, width - 17)
    index = service_index(found.field)
    number = "" if index is None else str(index + 1)
    return row([severity, Cell(number, 1, "$text-disabled"), rule, message])


def _cells(found: Finding, room: int) -> tuple[Cell, Cell, Cell]:
    severity = Cell(f"{found.severity.mark} {found.severity.value}", 9, STYLES[found.severity])
    return severity, Cell(found.rule, 4), Cell(found.message, room)


def finding_detail(found: Finding) -> Content:
    """Return the fault and remedy, the changes that can be made by key, who mends it, and the source."""
    parts: list[str | tuple[str, str]] = [printable(f"{found.message} {found.remedy}")]
    for number, fix in enumerate(found.fixes, start=1):
        parts += ["\n", (f" {number} ", "$text-accent bold"), printable(fix.label)]
    if not found.fixes:
        parts += ["\n", (" 1 ", "$text-accent bold"), "Go to where it is mended"]
    stops = f"Stops {_STOPPED[found.stops]}. " if _blocks(found) else ""
    parts += ["\n", (printable(f"{stops}For the {found.owner}. {found.source}"), "$text-disabled")]
    return Content.assemble(*parts)


def finding_hint(found: Finding) -> Content:
    """Return the remedy in short, while the cursor is elsewhere."""
    changes = f" ({len(found.fixes)} offered: ^f)" if found.fixes else ""
    return Content(printable(f"→ {found.remedy}{changes}"))


def by_urgency(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what stops signing first, then what stops billing, a therapist's own first, line by line."""
    return tuple(sorted(findings, key=_urgency))


class FindingsList(Vertical):
    """The findings of what is wrong, and a quiet line of what is not there yet."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FINDINGS, call="ask")

    @dataclass
    class MendAsked(Message):
        """Somebody wants to mend the marked finding, overrule it, or take a change back."""

        act: str
        """The act's name in the table of keys: “fix_1”, “overrule”, “undo”."""

    def action_ask(self, act: str) -> None:
        """Tell what is wanted."""
        self.post_message(self.MendAsked(act))

    def __init__(self) -> None:
        super().__init__(id="findings")
        self._found: tuple[Finding, ...] = ()
        self._missing: tuple[Finding, ...] = ()
        self.rows = RowList(id="finding-rows")
        self.detail = Static(id="finding-detail")
        self.checklist = Static(id="checklist")

    def compose(self) -> ComposeResult:
        """List, explanation, checklist."""
        yield self.rows
        yield self.detail
        yield self.checklist

    def show_findings(self, findings: Sequence[Finding], visit: Visit) -> None:
        """Show the findings: what stops signing, then billing, a therapist's own first, line by line.

        What is merely missing goes to the checklist.
        """
        wrong = by_urgency(found for found in findings if not found.missing)
        missing = sorted((found for found in findings if found.missing), key=lambda found: _turn(found.field))
        self._found = wrong
        self._missing = tuple(missing)
        self._draw()
        words = ", ".join(dict.fromkeys(field_words(found.field, visit) for found in missing))
        if words:
            self.checklist.update(
                Content.assemble(("still to come: ", "$text-disabled"), (printable(words), "$text-disabled"))
            )
        else:
            self.checklist.update("" if wrong else "✓ Nothing to mend.")

    def _draw(self) -> None:
        """Show what is wrong; while somebody is in the list, what is missing too, to go there."""
        listed = (*self._found, *(self._missing if self.rows.has_focus else ()))
        width = max(self.size.width - 2, 40)
        self.rows.show_rows((f"{found.rule} {found.field}", numbered_row(found, width)) for found in listed)
        self.rows.display = bool(listed)
        self._explain()

    def enter(self) -> None:
        """Put the cursor on the worst finding, or on the first thing missing."""
        self.rows.display = True
        self.rows.focus()
        self._draw()
        self.rows.highlighted = 0

    @property
    def marked(self) -> Finding | None:
        """The marked finding, or None."""
        name, listed = self.rows.marked, (*self._found, *self._missing)
        return next((found for found in listed if f"{found.rule} {found.field}" == name), None)

    @property
    def empty(self) -> bool:
        """Whether nothing is wrong."""
        return not self._found

    @on(OptionList.OptionHighlighted)
    def _explain_marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        found = self.marked
        self.detail.display = found is not None
        if found is not None:
            self.detail.update(finding_detail(found) if self.rows.has_focus else finding_hint(found))

    def on_descendant_focus(self) -> None:
        """Explain the marked finding in full, and list what is missing too."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Explain it in short, and list only what is wrong."""
        self._draw()


_STOPPED = {"sign": "signing", "bill": "billing", "nothing": ""}


def _blocks(found: Finding) -> bool:
    return found.severity is Severity.BLOCKS and found.stops != "nothing"


def _urgency(found: Finding) -> tuple[int, int, bool, int, str]:
    """Return what sorts a finding: what it stops, its weight, who mends it, its line, its rule.

    What concerns no one line stands after the lines.
    """
    stops = ("sign", "bill").index(found.stops) if _blocks(found) else len(_STOPPED)
    index = service_index(found.field)
    line = _LAST_LINE if index is None else index
    return (stops, found.severity.rank, found.owner != Role.THERAPIST, line, found.rule)


_LAST_LINE = 1_000
_ORDER = ("subjective", "objective", "assessment", "plan", "services", "diagnoses")


def _turn(field: str) -> int:
    """Return in which order a therapist comes to a field; what is not theirs to write, last."""
    return next((index for index, name in enumerate(_ORDER) if name in field), len(_ORDER))
