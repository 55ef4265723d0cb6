"""Mending what the rules find: the change is shown, made, and can be taken back; or it is overruled."""

from textual import on

from charting_tui.acts.sitting import Place as CursorPlace
from charting_tui.errors import BadInput
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Finding, Fix
from charting_tui.rules.registry import rule_of
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.coding import CodingScreen
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.difference import difference
from charting_tui.screens.framed import told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.rule_page import RulePageScreen
from charting_tui.widgets.field_names import service_field, service_index
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.service_lines import ServiceLines


class MendingScreen(CodingScreen):
    """Offers the changes of findings, and goes to where one sits."""

    def put_cursor(self, place: CursorPlace) -> None:
        """Put the cursor into the note."""

    def action_mend(self) -> None:
        """Go to the worst finding."""
        self.redraw()
        if not self.refused("visit.mend"):
            rows = self.query_one(FindingsList).rows
            rows.highlighted = 0
            rows.focus()

    @on(FindingsList.MendAsked)
    def _mend(self, event: FindingsList.MendAsked) -> None:
        event.stop()
        found = self.query_one(FindingsList).marked
        if event.act == "undo":
            self.undo()
        elif found is None:
            self.say("Nothing is wrong as it stands.", refusal=True)
        elif event.act == "page":
            self.app.push_screen(RulePageScreen(rule_of(found.rule)))
        elif event.act == "overrule":
            self._overrule(found)
        else:
            number = int(event.act.rpartition("_")[2])
            if number > len(found.fixes):
                offered = {0: "no change", 1: "one change"}.get(
                    len(found.fixes), f"{len(found.fixes)} changes"
                )
                self.say(f"{found.rule} offers {offered}. {found.remedy}")
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
        self.redraw()
        self.say(f"Done: {fix.label}. z takes it back.")
        if self.query_one(FindingsList).empty:
            self.query_one(ServiceLines).focus()

    def _overrule(self, found: Finding) -> None:
        if not found.overrulable:
            self.say(
                f"{found.rule} is law or arithmetic and cannot be overruled. {found.remedy}", refusal=True
            )
            return
        asked = AskScreen(
            f"Reason for overruling {found.rule}", hint=lambda _text: found.message, check=_reason
        )
        self.app.push_screen(asked, lambda reason: None if reason is None else self._set_aside(found, reason))

    @told
    def _set_aside(self, found: Finding, reason: str) -> None:
        self.sitting.overrule(found, reason)
        self.redraw()
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
                    self.ask_for(part, index)
            return
        last = field.rpartition(".")[2]
        if last in SECTIONS:
            self.put_cursor(CursorPlace(last))
        elif "diagnoses" in field:
            self.action_diagnoses()
        elif "time" in last:
            self.action_times()
        else:
            self.say("This is mended outside the visit, in the client's chart or the practice.", refusal=True)


def _reason(text: str) -> None:
    if not text.strip():
        raise BadInput("An overrule needs a reason. Type one, or press esc.")
