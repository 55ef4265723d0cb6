"""A visit's whole record as it would be signed, in lines of text, with what is still open above it."""

from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from charting_tui.coding.billing.pricing import PricedLine, price, total
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.operations.signing.signing import may_sign
from charting_tui.operations.visits.copying_forward import carried_in_words
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.timing import times_in_words
from charting_tui.records.chart import Act, Event, VisitFile
from charting_tui.records.claim import LETTERS, Draft
from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS, VisitKind, VisitState, carried, late_entry
from charting_tui.rules.finding import Finding, Severity
from charting_tui.screens.visit.times import TimesScreen
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.findings_list import SIGNATURE_FIXES, by_urgency, finding_row
from charting_tui.widgets.row_list import Cell, printable, row
from charting_tui.widgets.soap_field import CARRIED
from charting_tui.worklist.dismissed import DismissedFinding

_TITLES = {
    VisitKind.INITIAL: "Initial evaluation",
    VisitKind.FOLLOW_UP: "Follow-up visit",
    VisitKind.PROGRESS_REPORT: "Progress report",
    VisitKind.DISCHARGE: "Discharge visit",
}


def record_lines(
    draft: Draft, priced: tuple[PricedLine, ...], tables: CodeTables, unchanged: str = ""
) -> Iterator[Content]:
    """Give the note, the diagnoses and the codes, as they stand; first what of it is ``unchanged``."""
    visit = draft.visit
    times = (
        f"{visit.time_in:%H:%M}–{visit.time_out:%H:%M}"
        if visit.time_in and visit.time_out
        else times_in_words(visit) or "no times"
    )
    yield Content(f"{_TITLES[visit.kind]}, {visit.date:%A %-m/%-d/%Y}, {times}")
    if unchanged:
        yield Content.assemble((f"{CARRIED}{printable(unchanged)}", "bold $text-warning"))
    same = {(one.section, one.text) for one in carried(visit.note)}
    for section in SECTIONS:
        yield Content.assemble(("", ""), (section.upper(), "bold $text-primary"))
        text = getattr(visit.note, section).strip()
        for line in (text or "(nothing)").splitlines():
            mark = CARRIED if (section, line.strip()) in same else ""
            yield Content(f"{mark}{printable(line)}")
    yield Content.assemble(("DIAGNOSES", "bold $text-primary"))
    for letter, code in zip(LETTERS, visit.diagnoses, strict=False):
        entry = tables.diagnosis(code)
        yield row([Cell(""), Cell(letter, 1, "bold"), Cell(code, 8), Cell(entry.text if entry else "")])
    if not visit.diagnoses:
        yield Content("(none)")
    yield Content.assemble(("PROCEDURES", "bold $text-primary"))
    for line in priced:
        yield Content(_procedure(line, tables))
    if not priced:
        yield Content("(none)")
    yield Content.assemble(("Charge ", ""), (f"${dollars_of(total(priced))}", "bold"))


def aside_lines(aside: tuple[DismissedFinding, ...], zone: ZoneInfo) -> Iterator[Content]:
    """Give the dismissed findings with their reasons; they are no part of what is signed."""
    if aside:
        yield Content.assemble(("DISMISSED", "bold $text-primary"))
    for one in aside:
        said = one.dismissal
        yield Content(printable(f"{one.finding.rule} {one.finding.message}"))
        yield Content(printable(f"  {said.reason} ({said.by}, {said.at.astimezone(zone):%-m/%-d/%Y})"))


def _procedure(line: PricedLine, tables: CodeTables) -> str:
    service = line.service
    procedure = tables.procedure(service.code)
    parts = [
        f"{service.code} {procedure.text if procedure else service.narrative or 'not in the code table'}"
    ]
    parts.append(f"{'no' if service.minutes is None else service.minutes} minutes")
    if line.units is not None:
        parts.append(f"{line.units} {'unit' if line.units == 1 else 'units'}")
    parts += [
        " ".join(line.claim.modifiers),
        "".join(line.claim.pointers),
        f"{service.area} {service.side}".strip(),
    ]
    if service.bill_to != "payer":
        parts.append(f"billed to {service.bill_to}")
    if line.cents is not None:
        parts.append(f"${dollars_of(line.cents)}")
    return printable(" · ".join(part for part in parts if part))


def signature_lines(kept: VisitFile, office: Office, zone: ZoneInfo) -> Iterator[Content]:
    """Give the signatures of a signed visit, whether it is late, and how many addenda there are."""
    if kept.visit.state is VisitState.IN_ERROR:
        told = "You can read this visit, but it doesn't count toward anything."
        yield Content.assemble(("✗ ENTERED IN ERROR", "bold $text-error"), f" {told}")
    if kept.signed is None:
        return
    signature = kept.signed.signature
    at = signature.at.astimezone(zone)
    if late := late_entry("signed", at, kept.visit.date, zone, office.practice.late_note_days):
        yield _late(late)
    yield Content.assemble(
        ("Signed", "bold $text-success"),
        f" by {_name(signature.by, office)}, {at:%-m/%-d/%Y %H:%M}, digest {signature.digest[:16]}…",
    )
    wanted = office.cosigner_of(kept.visit.therapist)
    if (given := kept.cosignature) is not None:
        when = f", {given.at.astimezone(zone):%-m/%-d/%Y %H:%M}" if given.at else ""
        yield Content.assemble(("Co-signed", "bold $text-success"), f" by {_name(given.by, office)}{when}")
    elif wanted and kept.visit.state.kept:
        yield Content.assemble(("Not co-signed yet", "bold $text-warning"), f" by {_name(wanted, office)}")
    if kept.added:
        many = f"{len(kept.added)} addenda are" if len(kept.added) > 1 else "1 addendum is"
        yield Content.assemble((f"{many} below the record.", "bold $text-warning"))


def _name(person: str, office: Office) -> str:
    known = office.person(person)
    return printable(known.name if known else person)


def _late(words: str) -> Content:
    mark, rest = words.split(":", 1)
    return Content.assemble((mark, "bold $text-warning"), f":{rest}")


def claim_history_lines(events: Iterable[Event], visit: str, zone: ZoneInfo) -> Iterator[Content]:
    """Give what was changed of who pays for a visit: when, by whom, what, and why."""
    told = [event for event in events if event.subject == visit and event.act is Act.EDITED and event.how]
    if told:
        yield Content("")
        yield Content.assemble(("CLAIM CHANGES", "bold $text-primary"))
    for event in told:
        yield Content(printable(f"{event.at.astimezone(zone):%m/%d/%Y %H:%M} {event.by}: {event.how}"))


def addendum_lines(kept: VisitFile, office: Office, zone: ZoneInfo) -> Iterator[Content]:
    """Give the addenda of a signed visit, each with author, moment and reason."""
    for addendum in kept.added:
        when = f", {addendum.at.astimezone(zone):%-m/%-d/%Y %H:%M}" if addendum.at else ""
        yield Content("")
        yield Content.assemble(
            ("ADDENDUM", "bold $text-warning"),
            f" by {_name(addendum.by, office)}{when}",
        )
        late_days = office.practice.late_note_days
        if addendum.at and (late := late_entry("added", addendum.at, kept.visit.date, zone, late_days)):
            yield _late(late)
        yield Content(printable(f"Reason: {addendum.reason}"))
        for line in addendum.lines():
            yield Content(printable(line))


_MOST_OPEN = 5
"""Findings above the record; the others stand at its end."""


class RecordPane(Vertical):
    """The client's alerts, what is open, then the record, which is read page by page."""

    def __init__(self) -> None:
        super().__init__()
        self._alerts = AlertLine()
        self._open = Static(id="open")
        self.scroll = VerticalScroll(id="record", classes="pane")
        self.scroll.border_title = "Record"
        """What the record is read in."""
        self._text = Static(id="record-text")

    def compose(self) -> ComposeResult:
        """The client's alerts, what is open, then the record."""
        yield self._alerts
        yield self._open
        with self.scroll:
            yield self._text

    def show(self, session: EditingSession) -> None:
        """Show what is open, and the record as it would be signed."""
        draft, office = session.draft, session.store.office
        self._alerts.show_alerts(session.chart.file.client.alerts)
        standing, aside = session.judged()
        findings = [found for found in by_urgency(standing) if found.rule not in SIGNATURE_FIXES]
        top, left_out = findings[:_MOST_OPEN], findings[_MOST_OPEN:]
        self._open.update(
            _open(top, len(aside), may_sign(session), len(left_out), self.screen.size.width - 2)
        )
        priced = price(draft, office.payer(draft.visit.payer), office.practice)
        told = carried_in_words(draft.visit, session.chart)
        record = [
            *record_lines(draft, priced, session.case().tables, told),
            *([Content.assemble(("ALSO OPEN", "bold $text-primary"))] if left_out else []),
            *map(finding_row, left_out),
            *aside_lines(aside, session.store.clock.zone),
        ]
        self._text.update(Content("\n").join(record))

    @property
    def end_is_shown(self) -> bool:
        """Whether the end of the record is on the screen."""
        return self.scroll.scroll_y >= self.scroll.max_scroll_y

    def read_on(self) -> None:
        """Show the next page of the record."""
        self.scroll.scroll_page_down(animate=False)

    def enter_times(self, session: EditingSession, changed: Callable[[], None]) -> None:
        """Enter the session's times and those of each treatment."""
        times = TimesScreen(session, changed)

        def left(_answer: None) -> None:
            times.forget()
            changed()

        self.app.push_screen(times, left)


def _open(findings: list[Finding], aside: int, refusal: str, left_out: int, width: int) -> Content:
    if refusal:
        lead = Content.assemble((f"✗ {printable(refusal)}", "$text-error bold"))
    elif any(found.severity is Severity.BLOCKS for found in findings):
        lead = Content.assemble(
            ("! You can sign, but you can't bill until this is fixed:", "$text-warning bold")
        )
    elif findings:
        lead = Content.assemble(("✓ You can sign. Check this first:", "$text-success bold"))
    else:
        lead = Content.assemble(
            ("✓ Nothing left to fix. Read the record, then press s to sign.", "$text-success bold")
        )
    if aside:
        told = f" {aside} dismissed, listed at the end of the record."
        lead = Content.assemble(lead, (told, "$text-disabled"))
    rows = [finding_row(found, width) for found in findings]
    if left_out:
        rows.append(Content(f"▼ {left_out} more at the end of the record; press f for the worst one"))
    return Content("\n").join([lead, *rows])
