"""What the rules found, worst first, its fields named in words, the marked one explained below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from charting_tui.keys import Place
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.rules.finding import Finding, Severity
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.worklist.dismissed import DismissedFinding

_SERVICE = re.compile(r"visit\.services\[(\d+)\](?:\.(\w+))?")
_WORDS = {
    "pointers": "diagnosis pointers",
    "signed_at": "signature",
    "services": "a code",
    "diagnoses": "diagnosis",
    "time_in": "time in",
    "time_out": "time out",
    "health_update": "health update",
    "facts": "quick-line facts",
    "carried": "confirming copied lines",
    "narrative": "line note on the claim",
    "blocks": "times",
    "new_insertion": "reinserted needles",
    "bill_to": "who is billed",
    "payer_chosen": "payer by hand",
    "npi": "NPI",
    "icd_indicator": "ICD indicator",
    "licence_expires": "license",
    "injury_date": "accident date",
    "eligibility_checked_on": "eligibility check",
    "estimate_sent_on": "good-faith estimate",
    "necessity_letter_on": "letter of medical necessity",
    "primary_decided_on": "the primary payer's decision",
    "member_id": "member ID",
}


def service_index(field: str) -> int | None:
    """Return which service line a path speaks of, from 0, or None."""
    found = _SERVICE.match(field)
    return int(found[1]) if found else None


def service_field(field: str) -> str:
    """Return the part of the service line that a path speaks of: ``minutes``; empty for none."""
    found = _SERVICE.match(field)
    return found[2] or "" if found else ""


def field_words(field: str, visit: Visit) -> str:
    """Return the path in a therapist's words."""
    index = service_index(field)
    if index is not None and index < len(visit.services):
        part = service_field(field)
        code = visit.services[index].code
        return f"{name_words(part)} of {code}" if part and part != "code" else code
    return name_words(re.sub(r"\[\d+\]", "", field.rpartition(".")[2]))


def name_words(name: str) -> str:
    """Return the name of a field in a therapist's words."""
    return _WORDS.get(name, name.replace("_", " "))


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
    severity = Cell(f"{found.severity.mark} {found.severity.level}", 9, STYLES[found.severity])
    return severity, Cell(found.rule, 4), Cell(found.message, room)


def finding_detail(found: Finding) -> Content:
    """Return the fault and remedy, the changes that can be made by key, who fixes it, and the source."""
    parts: list[str | tuple[str, str]] = [printable(f"{found.message} {found.remedy}")]
    for number, fix in enumerate(found.fixes, start=1):
        parts += ["\n", (f" {number} ", "$text-accent bold"), printable(fix.label)]
    if not found.fixes:
        parts += ["\n", (" 1 ", "$text-accent bold"), "Go to where you fix it"]
    stops = f"Blocks {_STOPPED[found.stops]}. " if _blocks(found) else ""
    parts += ["\n", (printable(f"{stops}Fixed by: {found.owner}. {found.source}"), "$text-disabled")]
    return Content.assemble(*parts)


def finding_hint(found: Finding) -> Content:
    """Return the remedy in short, while the cursor is elsewhere."""
    changes = f"Ctrl+F shows {len(found.fixes)}: " if found.fixes else ""
    return Content(printable(f"→ {changes}{found.remedy}"))


def aside_row(one: DismissedFinding, width: int = 0) -> Content:
    """Return a dismissed finding in one line, and the reason as far as there is room."""
    text = f"{one.finding.message} Dismissed: {one.dismissal.reason}"
    cells = [Cell("dismissed", 9), Cell(one.finding.rule, 4), Cell(text, max(width - 15, 0))]
    return row([replace(cell, style="$text-disabled") for cell in cells])


def aside_detail(one: DismissedFinding) -> Content:
    """Return who dismissed a finding and why, and the key that restores it."""
    said = one.dismissal
    text = f"{one.finding.message} Dismissed by {said.by}: {said.reason}"
    return Content.assemble(printable(text), ("\n t ", "$text-accent bold"), "Restore it")


SIGNATURE_FIXES = frozenset({"N001"})
"""Rules that the signature itself satisfies."""


def by_urgency(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what stops signing first, then what stops billing, a therapist's own first, line by line.

    What the signature itself fixes is last. The visit and the review list findings in this order.
    """
    return tuple(sorted(findings, key=_urgency))


class FindingsList(Vertical):
    """The findings of what is wrong, and a quiet line of what is not there yet."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FINDINGS, call="ask")

    @dataclass
    class FixAsked(Message):
        """Someone wants to fix the marked finding, dismiss it, or undo a change."""

        act: str
        """The act's name in the table of keys: “fix_1”, “dismiss”, “undo”."""

    class RowMarked(Message):
        """Another row is marked, for which other keys may work."""

    def action_ask(self, act: str) -> None:
        """Tell what is wanted."""
        self.post_message(self.FixAsked(act))

    def __init__(self) -> None:
        super().__init__(id="findings")
        self._found: tuple[Finding, ...] = ()
        self._every: tuple[Finding, ...] = ()
        """What is wrong, and behind it what is still to come; of each the worst first."""
        self._aside: tuple[DismissedFinding, ...] = ()
        self._listed: tuple[Finding | DismissedFinding, ...] = ()
        """What each row shows, from the first."""
        self._mark_worst = False
        """Whether the list is about to be entered: only then it shows what is still to come too."""
        self.rows = RowList(id="finding-rows")
        self.detail = SteadyText(id="finding-detail")
        self.checklist = SteadyText(id="checklist")

    def compose(self) -> ComposeResult:
        """List, explanation, checklist."""
        yield self.rows
        yield self.detail
        yield self.checklist

    def show_findings(
        self, findings: Sequence[Finding], visit: Visit, aside: tuple[DismissedFinding, ...] = ()
    ) -> None:
        """Show the findings: what stops signing, then billing, a therapist's own first, line by line.

        What is merely missing goes to the checklist, and what is dismissed behind all else.
        """
        wrong = by_urgency(found for found in findings if not found.missing)
        missing = sorted((found for found in findings if found.missing), key=lambda found: _turn(found.field))
        self._found = wrong
        self._every = (*wrong, *by_urgency(missing))
        self._aside = aside
        self._draw()
        words = list(dict.fromkeys(field_words(found.field, visit) for found in missing))
        quiet = [f"missing: {_listed(words, 2 * max(self.size.width - 2, 40))}"] if words else []
        if aside:
            quiet.insert(0, f"dismissed: {', '.join(dict.fromkeys(one.finding.rule for one in aside))}")
        whole = "" if wrong or words else "✓ Nothing to fix. "
        self.checklist.update(Content.assemble(whole, (printable("; ".join(quiet)), "$text-disabled")))

    def _draw(self) -> None:
        """Show what is wrong; while someone is in the list, what is missing and what is dismissed too."""
        here = self.rows.has_focus
        width = max(self.size.width - 2, 40)
        self._listed = (*self._every, *self._aside) if here else self._found
        self.rows.show_rows(_row_of(one, width) for one in self._listed)
        self.rows.display = bool(self._listed)
        self._explain()

    def enter(self) -> None:
        """Put the cursor on the worst finding, of what is wrong and what is missing."""
        self.rows.display = True
        self.rows.focus()
        self._mark_worst = not self.rows.has_focus
        self._draw()
        self.rows.highlighted = 0

    @property
    def _marked(self) -> Finding | DismissedFinding | None:
        """What the marked row shows; by its place, because findings may share rule and field."""
        index = self.rows.highlighted
        return self._listed[index] if index is not None and index < len(self._listed) else None

    @property
    def marked(self) -> Finding | None:
        """The marked finding, or None."""
        return self._marked if isinstance(self._marked, Finding) else None

    @property
    def marked_aside(self) -> DismissedFinding | None:
        """The marked finding where it is dismissed, or None."""
        return self._marked if isinstance(self._marked, DismissedFinding) else None

    @property
    def empty(self) -> bool:
        """Whether nothing is wrong."""
        return not self._found

    @on(OptionList.OptionHighlighted)
    def _explain_marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()
        self.post_message(self.RowMarked())

    def _explain(self) -> None:
        found, aside = self.marked, self.marked_aside
        self.detail.display = found is not None or aside is not None
        if aside is not None:
            self.detail.update(aside_detail(aside))
        elif found is not None:
            self.detail.update(finding_detail(found) if self.rows.has_focus else finding_hint(found))

    def on_descendant_focus(self) -> None:
        """Explain the marked finding in full, and list what is missing too."""
        self._draw()
        if self._mark_worst:
            self._mark_worst = False
            self.rows.highlighted = 0

    def on_descendant_blur(self) -> None:
        """Explain it in short, and list only what is wrong."""
        self._draw()


def _listed(words: list[str], room: int) -> str:
    """Return the words in so much room; those that find none are counted."""
    for shown in range(len(words), 0, -1):
        left = f", and {len(words) - shown} more (Ctrl+F)" if shown < len(words) else ""
        text = ", ".join(words[:shown]) + left
        if len(text) <= room - _LED:
            return text
    return f"{len(words)} (^f)"


def findings_title(found: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are: “Findings · 5 errors · 1 warning”."""
    listed = list(found)
    told = [(sum(one.severity is severity for one in listed), severity.level) for severity in Severity]
    return " · ".join(["Findings", *(f"{count} {_plural(word, count)}" for count, word in told if count)])


def _plural(word: str, count: int) -> str:
    return word if count == 1 or word == Severity.ADVISES.level else f"{word}s"


_LED = 30
"""Cells of the two lines that the words before the list and the breaking of lines take."""


def _row_of(one: Finding | DismissedFinding, width: int) -> tuple[str, Content]:
    if isinstance(one, DismissedFinding):
        return f"aside {one.finding.rule} {one.finding.field}", aside_row(one, width)
    return f"{one.rule} {one.field}", numbered_row(one, width)


_STOPPED = {"sign": "signing", "bill": "billing", "nothing": ""}


def _blocks(found: Finding) -> bool:
    return found.severity is Severity.BLOCKS and found.stops != "nothing"


def _urgency(found: Finding) -> tuple[bool, int, int, bool, int, str]:
    """Return what sorts a finding: what it stops, its weight, who fixes it, its line, its rule.

    What concerns no one line stands after the lines.
    """
    stops = ("sign", "bill").index(found.stops) if _blocks(found) else len(_STOPPED)
    index = service_index(found.field)
    line = _LAST_LINE if index is None else index
    fixed_by_signing = found.rule in SIGNATURE_FIXES
    return (fixed_by_signing, stops, found.severity.rank, found.owner != Role.THERAPIST, line, found.rule)


_LAST_LINE = 1_000
_ORDER = ("subjective", "objective", "assessment", "plan", "services", "diagnoses")


def _turn(field: str) -> int:
    """Return in which order a therapist comes to a field; what is not theirs to write, last."""
    return next((index for index, name in enumerate(_ORDER) if name in field), len(_ORDER))
