"""Visit: the note beside its code lines, with what the rules find as one types."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.editing import times_of, with_next_bill_to, with_times, without_line
from charting_tui.acts.sitting import Place as CursorPlace
from charting_tui.acts.sitting import Sitting
from charting_tui.coding.pricing import price, total
from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.records.claim import Draft
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Finding, Fix
from charting_tui.screens.add_code import AddCodeScreen, Billing
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.difference import difference
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.messages import VisitLeft
from charting_tui.screens.pick_diagnoses import PickDiagnosesScreen
from charting_tui.screens.review import ReviewScreen
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.field_names import service_field, service_index
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.service_lines import ServiceLines, head
from charting_tui.widgets.soap_field import SoapField

CHECK_AFTER = 0.08
"""Seconds after the last key until the rules run."""
SAVE_AFTER = 30.0
"""Seconds without a key until the chart gets the visit."""


class VisitScreen(FramedScreen):
    """One visit being written. Built once; each visit is loaded into it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.VISIT, priority=True)

    def __init__(self) -> None:
        super().__init__()
        self._sitting: Sitting | None = None
        self._shown: Sitting | None = None
        self._check_timer: Timer | None = None
        self._save_timer: Timer | None = None
        self._found: tuple[Finding, ...] = ()

    @property
    def sitting(self) -> Sitting:
        """The visit that is open."""
        if self._sitting is None:
            raise RuntimeError("no visit is open")
        return self._sitting

    @property
    def holds_visit(self) -> bool:
        """Whether a visit is open."""
        return self._sitting is not None

    def open(self, sitting: Sitting) -> None:
        """Take up a visit; it is shown when the screen is."""
        self._sitting = sitting

    def inside(self) -> Iterable[Widget]:
        """Who and when; the note; the codes with their findings."""
        yield Static(id="who")
        with Container(id="body"):
            with Vertical(id="note"):
                for section in SECTIONS:
                    yield SoapField(section)
            with Vertical(id="coding"):
                yield Static(id="line-heads")
                yield ServiceLines(id="lines")
                yield Static(id="no-lines")
                yield FindingsList()

    def key_places(self) -> tuple[Place, ...]:
        """The keys of the part that has the cursor, then those of the visit."""
        focused = self.focused
        if isinstance(focused, ServiceLines):
            return (Place.LINES, Place.VISIT)
        if focused is not None and focused.id == "finding-rows":
            return (Place.FINDINGS, Place.VISIT)
        return (Place.VISIT,)

    def why_not(self, key: Key) -> str:
        """Some keys need a line, a finding, or something to take back."""
        if not self.holds_visit:
            return ""
        if (
            key.place is Place.LINES
            and key.action not in {"add", "undo"}
            and not self.sitting.draft.visit.services
        ):
            return "There is no code line yet. Press a or ctrl+n to add one."
        if key.id == "visit.lines" and not self.sitting.draft.visit.services:
            return "There is no code line yet. Press ctrl+n to add one."
        if key.id == "visit.mend" and not any(not found.missing for found in self._found):
            return "Nothing is wrong as it stands."
        return ""

    def on_mount(self) -> None:
        """Start the timers of the journal and of the quiet save."""
        self.set_interval(1, self._flush)

    def on_screen_resume(self) -> None:
        """Show the visit that is open."""
        if self._sitting is not None and self._shown is not self._sitting:
            self._load()

    @told
    def _load(self) -> None:
        sitting = self.sitting
        visit = sitting.draft.visit
        for field in self.query(SoapField):
            field.load(getattr(visit.note, field.section))
        self._draw()
        self._put_cursor(sitting.place or CursorPlace(self._first_empty()))
        self._shown = sitting
        self.call_after_refresh(self._draw)

    def _first_empty(self) -> str:
        note = self.sitting.draft.visit.note
        return next((section for section in SECTIONS if not getattr(note, section).strip()), SECTIONS[0])

    def _put_cursor(self, place: CursorPlace) -> None:
        for field in self.query(SoapField):
            if field.section == place.field:
                self.set_focus(field.area)
                field.put_cursor(place.row, place.column)
                return
        self.query_one(ServiceLines).focus()

    @on(SoapField.Changed)
    def _typed(self, event: SoapField.Changed) -> None:
        event.stop()
        try:
            self.sitting.type_text(event.section, event.text)
        except ChartingError as fault:
            self.say(fault.sentence, refusal=True)
        self._check_timer = self._later(self._check_timer, CHECK_AFTER, self._draw)
        self._save_timer = self._later(self._save_timer, SAVE_AFTER, self._save_quietly)

    @on(SoapField.Moved)
    def _moved(self, event: SoapField.Moved) -> None:
        event.stop()
        if self._sitting is not None:
            self._sitting.move(CursorPlace(event.section, event.row, event.column))

    def _later(self, timer: Timer | None, seconds: float, act: Callable[[], None]) -> Timer:
        if timer is not None:
            timer.stop()
        return self.set_timer(seconds, act)

    @told
    def _flush(self) -> None:
        if self._sitting is not None:
            self._sitting.flush()

    def _draw(self) -> None:
        """Show what the draft comes to: codes, money, findings."""
        if self._sitting is None or not self.is_mounted:
            return
        sitting = self._sitting
        draft, office = sitting.draft, sitting.store.office
        visit = draft.visit
        self._found = sitting.findings()
        priced = price(draft, office.payer(visit.payer), office.practice)
        lines = self.query_one(ServiceLines)
        lines.show_lines(priced, self._found)
        lines.display = bool(priced)
        nothing = self.query_one("#no-lines", Static)
        nothing.display = not priced
        nothing.update("No code yet. Press ctrl+n to add one.")
        self.query_one("#line-heads", Static).update(head(lines.size.width or 78))
        self.query_one(FindingsList).show_findings(self._found, visit)
        self.query_one("#who", Static).update(Content(printable(self._who())))
        name = sitting.chart.file.client.name
        units = sum(line.units or 0 for line in priced)
        self.place(
            f"Today › {name} › {visit.date:%-d %b} {visit.kind}",
            f"{units} {'unit' if units == 1 else 'units'} ${dollars_of(total(priced))}",
        )
        self.show_keys()

    def _who(self) -> str:
        sitting = self.sitting
        visit = sitting.draft.visit
        payer = sitting.store.office.payer(visit.payer).name
        booked = visit.appointment
        when = (
            f"{booked.start:%H:%M}–{booked.end:%H:%M}"
            if booked and booked.start and booked.end
            else "no time booked"
        )
        times = (
            f"in {visit.time_in:%H:%M} out {visit.time_out:%H:%M}"
            if visit.time_in and visit.time_out
            else "times ^t"
        )
        letters = " ".join(
            f"{letter} {code}" for letter, code in zip("ABCDEFGHIJKL", visit.diagnoses, strict=False)
        )
        return f"{payer} · booked {when} · {times} · {letters or 'diagnosis ^o'}"

    @told
    def _change(self, draft: Draft) -> None:
        self.sitting.change(draft)
        self._draw()

    def action_add_code(self) -> None:
        """Add a code."""
        office = self.sitting.store.office
        billing = Billing(office.payer(self.sitting.draft.visit.payer), office.practice)
        self.app.push_screen(AddCodeScreen(self.sitting.draft, billing), self._answered)

    def action_diagnoses(self) -> None:
        """Choose the diagnoses."""
        prescribed = self.sitting.chart.file.diagnoses
        self.app.push_screen(PickDiagnosesScreen(self.sitting.draft, prescribed), self._answered)

    def _answered(self, draft: Draft | None) -> None:
        if draft is not None:
            self._change(draft)

    def action_times(self) -> None:
        """Enter the session's times; the appointment's are offered."""
        visit = self.sitting.draft.visit
        offered = (visit.time_in, visit.time_out)
        if None in offered and visit.appointment:
            offered = (visit.appointment.start, visit.appointment.end)
        start, end = offered
        value = f"{start:%H:%M}-{end:%H:%M}" if start and end else ""
        asked = AskScreen(
            "When the session began and ended",
            value=value,
            hint=lambda _text: "Like 902-958. What stands there is taken only when you press Enter.",
            check=times_of,
        )
        self.app.push_screen(
            asked, lambda text: None if text is None else self._change(with_times(self.sitting.draft, text))
        )

    def action_lines(self) -> None:
        """Go to the code lines."""
        if not self.refused("visit.lines"):
            self.query_one(ServiceLines).focus()

    def action_mend(self) -> None:
        """Go to the worst finding."""
        self._draw()
        if not self.refused("visit.mend"):
            rows = self.query_one(FindingsList).rows
            rows.highlighted = 0
            rows.focus()

    @on(ServiceLines.ChangeAsked)
    def _change_line(self, event: ServiceLines.ChangeAsked) -> None:
        event.stop()
        if self.refused(f"lines.{event.part.replace('_', '-')}"):
            return
        index = self.query_one(ServiceLines).marked_index
        match event.part:
            case "add":
                self.action_add_code()
            case "undo":
                self._undo()
            case "bill_to" if index is not None:
                self._change(with_next_bill_to(self.sitting.draft, index))
            case "remove" if index is not None:
                self._change(without_line(self.sitting.draft, index))
                self.say("The line is removed. z brings it back.")
            case part if index is not None:
                self._ask_for(part, index)

    def _ask_for(self, name: str, index: int) -> None:
        part = LINE_PARTS[name]
        draft = self.sitting.draft
        asked = AskScreen(
            f"{part.question} of {draft.visit.services[index].code}",
            value=part.value(draft, index),
            hint=lambda _text: part.hint,
            check=lambda text: part.check(draft, text),
        )
        self.app.push_screen(
            asked,
            lambda text: None if text is None else self._change(part.put(self.sitting.draft, index, text)),
        )

    @told
    def _undo(self) -> None:
        if not self.sitting.undo():
            self.say("There is no change to take back.", refusal=True)
        self._draw()

    @on(FindingsList.MendAsked)
    def _mend(self, event: FindingsList.MendAsked) -> None:
        event.stop()
        found = self.query_one(FindingsList).marked
        if event.act == "undo":
            self._undo()
        elif found is None:
            self.say("Nothing is wrong as it stands.", refusal=True)
        elif event.act == "overrule":
            self._overrule(found)
        else:
            number = int(event.act.rpartition("_")[2])
            if number > len(found.fixes):
                self.say(
                    f"{found.rule} offers {len(found.fixes) or 'no'} changes. {found.remedy}", refusal=True
                )
            else:
                self._offer(found, found.fixes[number - 1])

    def _offer(self, found: Finding, fix: Fix) -> None:
        if fix.apply is None:
            self.go_to(fix.jump or found.field)
            return
        before, after = difference(self.sitting.draft, fix.apply(self.sitting.draft))
        self.app.push_screen(
            ConfirmScreen(fix.label, before, after), lambda yes: self._make(fix) if yes else None
        )

    @told
    def _make(self, fix: Fix) -> None:
        self.sitting.mend(fix)
        self._draw()
        self.say(f"Done: {fix.label}. z takes it back.")
        if self.query_one(FindingsList).empty:
            self.query_one(ServiceLines).focus()

    def _overrule(self, found: Finding) -> None:
        if not found.overrulable:
            self.say(
                f"{found.rule} is law or arithmetic and cannot be overruled. {found.remedy}", refusal=True
            )
            return
        asked = AskScreen(f"Reason for overruling {found.rule}", hint=lambda _text: found.message)
        self.app.push_screen(asked, lambda reason: None if reason is None else self._set_aside(found, reason))

    @told
    def _set_aside(self, found: Finding, reason: str) -> None:
        self.sitting.overrule(found, reason)
        self._draw()
        self.say(f"{found.rule} is overruled; your reason is in the chart.")

    def go_to(self, field: str) -> None:
        """Put the cursor where a finding sits."""
        index = service_index(field)
        if index is not None:
            lines = self.query_one(ServiceLines)
            lines.focus()
            if index < lines.option_count:
                lines.highlighted = index
                part = service_field(field)
                if part in LINE_PARTS:
                    self._ask_for(part, index)
            return
        last = field.rpartition(".")[2]
        if last in SECTIONS:
            self._put_cursor(CursorPlace(last))
        elif "diagnoses" in field:
            self.action_diagnoses()
        elif "time" in last:
            self.action_times()
        else:
            self.say("This is mended outside the visit, in the client's chart or the practice.", refusal=True)

    def action_next_field(self) -> None:
        """Go to the next part of the visit."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the part before."""
        self.focus_previous()

    def action_review(self) -> None:
        """Read the whole record, and sign it."""
        self._draw()
        self.app.push_screen(ReviewScreen(self.sitting), self._reviewed)

    def _reviewed(self, result: str | None) -> None:
        if result == "mend":
            self.call_after_refresh(self.action_mend)

    def action_save(self) -> None:
        """Save now."""
        self._save(tell=True)

    def _save_quietly(self) -> None:
        self._save(tell=False)

    @told
    def _save(self, *, tell: bool) -> None:
        if self._sitting is not None:
            self._sitting.save()
            if tell:
                self.say(f"Saved {self._sitting.store.clock.local():%H:%M:%S}.")

    @told
    def action_back(self) -> None:
        """Save and go back."""
        self.sitting.leave()
        self.release()
        self.post_message(VisitLeft())

    def release(self) -> None:
        """Let go of the visit and of its text."""
        for timer in (self._check_timer, self._save_timer):
            if timer is not None:
                timer.stop()
        self._sitting = self._shown = None
        self._found = ()
        for field in self.query(SoapField):
            field.load("")
