"""Mending what the rules find: the change is shown, made, and can be taken back; or it is overruled."""

from typing import Any

from textual import on

from charting_tui.acts.claim_facts import claim_facts
from charting_tui.acts.client_file import read_known
from charting_tui.acts.forms import Form, form_at
from charting_tui.acts.kept import Kept
from charting_tui.acts.office import why_not_owner
from charting_tui.acts.reasons import check_reason
from charting_tui.acts.sitting import Place as CursorPlace
from charting_tui.keys import Key, Place
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import InjuryCase
from charting_tui.rules.finding import Finding, Fix
from charting_tui.rules.registry import rule_of
from charting_tui.screens import on_demand
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.billing_asks import fact_screen
from charting_tui.screens.coding import CodingScreen
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.difference import difference
from charting_tui.screens.finding_places import (
    ClaimPlace,
    Elsewhere,
    FormPlace,
    LinePlace,
    NotePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)
from charting_tui.screens.form import SAVED, FormScreen
from charting_tui.screens.framed import told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.rule_page import RulePageScreen
from charting_tui.store.words import Words
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.service_lines import ServiceLines
from charting_tui.worklist.overruled import Aside


class MendingScreen(CodingScreen):
    """Offers the changes of findings, and goes to where one sits."""

    def put_cursor(self, place: CursorPlace) -> None:
        """Put the cursor into the note."""

    def action_review(self) -> None:
        """Read the whole record, and sign it."""

    def action_mend(self) -> None:
        """Go to the worst finding."""
        self.redraw()
        if not self.refused("visit.mend"):
            self.leave_note()
            self.query_one(FindingsList).enter()

    def never(self, key: Key) -> bool:
        """A dismissed finding can be restored and no more; one that stands cannot be restored."""
        if key.place is not Place.FINDINGS:
            return super().never(key)
        dismissed = self.query_one(FindingsList).marked_aside is not None
        return key.action in ({"fix_1", "overrule"} if dismissed else {"take_back"})

    @on(FindingsList.RowMarked)
    def _other_keys(self) -> None:
        self.show_keys()

    @on(FindingsList.MendAsked)
    def _mend(self, event: FindingsList.MendAsked) -> None:
        event.stop()
        found, aside = self.query_one(FindingsList).marked, self.query_one(FindingsList).marked_aside
        if event.act == "undo":
            self.undo()
        elif aside is not None:
            self._of_aside(aside, event.act)
        elif event.act == "take_back":
            self.say("Only a dismissed finding can be restored. Press o to dismiss this one.", refusal=True)
        elif found is None:
            self.say("Nothing is wrong as it stands.", refusal=True)
        elif event.act == "page":
            self.app.push_screen(RulePageScreen(rule_of(found.rule, self.sitting.store.office.rules)))
        elif event.act == "overrule":
            self.ask_reason(found)
        else:
            number = int(event.act.rpartition("_")[2])
            if not found.fixes and number == 1:
                self.go_to(found.field)
            elif number > len(found.fixes):
                offered = {0: "no change", 1: "one change"}.get(
                    len(found.fixes), f"{len(found.fixes)} changes"
                )
                self.say(f"{found.rule} offers {offered}. {found.remedy}")
            else:
                self._offer(found, found.fixes[number - 1])

    @told
    def _of_aside(self, aside: Aside, act: str) -> None:
        """Do with a dismissed finding what can be done: read its rule, or restore it."""
        rule = aside.finding.rule
        if act == "page":
            self.app.push_screen(RulePageScreen(rule_of(rule, self.sitting.store.office.rules)))
        elif act == "take_back":
            self.sitting.take_back(aside.overrule)
            self.redraw()
            self.say(f"{rule} restored. That it was dismissed stays in the chart's history.")
        else:
            self.say(f"{rule} is dismissed. Press t to restore it.", refusal=True)

    def _offer(self, found: Finding, fix: Fix) -> None:
        if fix.apply is None:
            exact = found.field.startswith(fix.jump)
            self.go_to(found.field if exact else fix.jump)
            return
        before, after = difference(self.sitting.draft, fix.apply(self.sitting.draft))
        self.app.push_screen(
            ConfirmScreen(fix.label, before, after), lambda yes: self._make(fix) if yes else None
        )

    @told
    def _make(self, fix: Fix) -> None:
        self.sitting.mend(fix)
        self.load_texts()
        self.redraw()
        self.say(f"Done: {fix.label}. z takes it back.")
        if self.query_one(FindingsList).empty:
            self.query_one(ServiceLines).focus()

    def ask_reason(self, found: Finding) -> None:
        """Ask why a finding is dismissed, if it may be."""
        if not found.overrulable:
            self.say(
                f"{found.rule} is law or arithmetic and cannot be dismissed. {found.remedy}", refusal=True
            )
            return
        asked = AskScreen(
            f"Reason for dismissing {found.rule}", hint=lambda _text: found.message, check=_reason
        )
        kept = self.sitting.kept_words(f"dismiss {found.rule}: {found.field}")
        self.ask(asked.kept_in(kept), lambda reason: self._set_aside(found, reason))

    def _set_aside(self, found: Finding, reason: str) -> None:
        self.sitting.overrule(found, reason)
        self.redraw()
        here = self.query_one(FindingsList).marked_aside is not None
        way = "press t" if here else "go to the end of the findings and press t on its row"
        self.say(f"{found.rule} dismissed; your reason is in the chart. To restore it, {way}.")

    def go_to(self, field: str) -> None:
        """Put the cursor where a finding sits."""
        sitting = self.sitting
        place = place_of(field, sitting.case(), sitting.chart.file)
        match place:
            case LinePlace(index, part):
                self.go_to_line(index, part)
            case NotePlace(section):
                self.put_cursor(CursorPlace.at_the_end(section, getattr(sitting.draft.visit.note, section)))
            case VisitPlace(part):
                {
                    "diagnoses": self.action_diagnoses,
                    "times": self.action_times,
                    "review": self.action_review,
                    "payer": self.action_payer,
                }[part]()
            case FormPlace():
                self._open_form(place)
            case ClaimPlace(path):
                self._ask_fact(path)
            case OfficePlace(sentence):
                self._open_office(sentence)
            case Elsewhere(sentence):
                self.say(sentence, refusal=True)

    def go_to_line(self, index: int, part: str) -> None:
        """Mark a line, and ask for that part of it."""
        lines = self.query_one(ServiceLines)
        lines.focus()
        if index < lines.option_count:
            lines.highlighted = index
            if part in LINE_PARTS:
                self.ask_for(part, index)
            elif part == "bill_to":
                self.say("b bills this line to the payer, the client or nobody.")

    def _ask_fact(self, path: str) -> None:
        """Ask for a fact of the claim."""
        sitting = self.sitting
        fact = claim_facts(sitting.draft.visit, sitting.store.clock.today())[path]

        def answered(text: str | None) -> None:
            if text is not None:
                draft = sitting.draft
                self.change(draft.model_copy(update={"claim": fact.put(draft.claim, text)}))

        self.app.push_screen(fact_screen(fact, sitting.draft.claim), answered)

    def _open_office(self, sentence: str) -> None:
        store = self.sitting.store
        if why_not_owner(store):
            self.say(sentence, refusal=True)
        else:
            self.app.push_screen(on_demand.SetupScreen(store), lambda _answer: self.redraw())

    @told
    def _open_form(self, place: FormPlace) -> None:
        """Open a form of the client's chart on one field; what is saved there is judged at once."""
        store = self.sitting.store
        known = read_known(store, self.sitting.chart.id)
        form = form_at(store, known, place.kind, place.index, dict(place.given))
        opened = self.sitting.kept_words("form")
        index = "" if place.index is None else str(place.index)
        opened.keep(Words({"kind": place.kind, "index": index}, place.field))
        self.app.push_screen(
            FormScreen("Today › visit", form, first_field=place.field),
            lambda answer: self._form_left(form, opened, known.file, answer),
        )

    def open_form_again(self, words: Words) -> None:
        """Open the form again that an earlier login had open over the visit."""
        index = words.texts["index"]
        self._open_form(FormPlace(words.texts["kind"], int(index) if index else None, words.field))

    @told
    def _form_left(self, form: Form[Any], opened: Kept, before: ClientFile, answer: str | None) -> None:
        opened.forget()
        payer = self.sitting.entered(before) if answer == SAVED else self.sitting.read_file()
        said = payer or "Saved in the client's chart; the visit is checked anew."
        draft = self.sitting.draft
        if answer == SAVED and isinstance(form.record, InjuryCase) and draft.visit.case != form.record.id:
            visit = draft.visit.model_copy(update={"case": form.record.id})
            self.sitting.change(draft.model_copy(update={"visit": visit}))
            said = "Saved; this visit belongs to that case now. z in the lines takes that back."
        self.redraw()
        if answer == SAVED:
            self.say(f"{said} z undoes it." if payer else said)


def _reason(text: str) -> None:
    check_reason(text, "Type why the finding is dismissed, or press esc.")
