"""Fixing what the rules find, in the note and outside it; or a finding is dismissed."""

from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from charting_tui.keys import Key, Place
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import Form, form_at
from charting_tui.operations.kept import Kept
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.signing.claim_changes import claim_facts
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import InjuryCase
from charting_tui.rules.finding import Finding, Fix
from charting_tui.rules.registry import rule_of
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen, difference
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.rule_page import RulePageScreen
from charting_tui.screens.visit.finding_places import (
    ClaimPlace,
    Elsewhere,
    FormPlace,
    LinePlace,
    NotePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.screens.worklist.claim_dialogs import fact_screen
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.findings_list import FindingsList, findings_title
from charting_tui.worklist.dismissed import DismissedFinding


class ChartFixes:
    """Opens them over the visit; what is saved there is judged at once."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    @told
    def open_form(self, place: FormPlace) -> None:
        """Open a form of the client's chart on one field."""
        session = self._visit.session
        known = read_known(session.store, session.chart.id)
        form = form_at(session.store, known, place.kind, place.index, dict(place.given))
        opened = session.kept_words("form")
        index = "" if place.index is None else str(place.index)
        opened.keep(Words({"kind": place.kind, "index": index}, place.field))
        self._visit.app.push_screen(
            FormScreen("Today › visit", form, first_field=place.field),
            lambda answer: self._form_left(form, opened, known.file, answer),
        )

    def open_form_again(self, words: Words) -> None:
        """Open the form again that an earlier login had open over the visit."""
        index = words.texts["index"]
        self.open_form(FormPlace(words.texts["kind"], int(index) if index else None, words.field))

    @told
    def _form_left(self, form: Form[Any], opened: Kept, before: ClientFile, answer: str | None) -> None:
        opened.forget()
        session = self._visit.session
        payer = session.entered(before) if answer == SAVED else session.read_file()
        said = payer or "Saved in the client's chart. The visit was checked again."
        draft = session.draft
        if answer == SAVED and isinstance(form.record, InjuryCase) and draft.visit.case != form.record.id:
            visit = draft.visit.model_copy(update={"case": form.record.id})
            session.change(draft.model_copy(update={"visit": visit}))
            said = "Saved. This visit now belongs to that case. To undo, press z in the code lines."
        self._visit.show()
        if answer == SAVED:
            self._visit.say(f"{said} Press z to undo." if payer else said)

    def ask_fact(self, path: str) -> None:
        """Ask for a fact of the claim."""
        session = self._visit.session
        fact = claim_facts(session.draft.visit, session.store.clock.today())[path]

        def answered(text: str | None) -> None:
            if text is not None:
                draft = session.draft
                self._visit.change(draft.model_copy(update={"claim": fact.put(draft.claim, text)}))

        self._visit.app.push_screen(fact_screen(fact, session.draft.claim), answered)

    def open_settings(self, sentence: str) -> None:
        """Open the settings to an owner; ``sentence`` tells everybody else who enters it."""
        store = self._visit.session.store
        if why_not_owner(store):
            self._visit.say(sentence, refusal=True)
        else:
            from charting_tui.screens.settings.settings import SetupScreen  # noqa: PLC0415  loaded when first opened

            self._visit.app.push_screen(SetupScreen(store), lambda _answer: self._visit.show())


class FindingsPane(Vertical):
    """Offers the changes of findings, and goes to where one sits."""

    @dataclass
    class PlaceChosen(Message):
        """Someone wants to fix a finding there in the visit."""

        place: LinePlace | NotePlace | VisitPlace

    @dataclass
    class AllFixed(Message):
        """The last change that a finding offered was made: nothing is wrong any more."""

    def __init__(self, visit: OpenVisit) -> None:
        super().__init__(id="fixes", classes="pane")
        self._visit = visit
        self._list = FindingsList()
        self._found: tuple[Finding, ...] = ()
        self._aside: tuple[DismissedFinding, ...] = ()
        self.elsewhere = ChartFixes(visit)
        """Fixes that are not made in the visit itself."""

    def compose(self) -> ComposeResult:
        """What is wrong, what is missing, what is dismissed."""
        yield self._list

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    @property
    def empty(self) -> bool:
        """Whether nothing is wrong."""
        return self._list.empty

    @property
    def nothing_to_do(self) -> bool:
        """Whether no finding stands and none is dismissed."""
        return not (self._found or self._aside)

    @property
    def has_keys(self) -> bool:
        """Whether the list has the keys."""
        return self.base_screen.focused is self._list.rows

    def show(self, found: tuple[Finding, ...], aside: tuple[DismissedFinding, ...]) -> None:
        """Show what stands, and what is dismissed."""
        self._found, self._aside = found, aside
        self.border_title = findings_title(found)
        self._list.show_findings(found, self._visit.session.draft.visit, aside)

    def clear(self) -> None:
        """Hold no findings."""
        self._found, self._aside = (), ()

    def enter(self) -> None:
        """Go to the worst finding."""
        self._list.enter()

    def never(self, key: Key) -> bool:
        """A dismissed finding can be restored and no more; one that stands cannot be restored."""
        if key.place is not Place.FINDINGS:
            return False
        return key.action in ({"fix_1", "dismiss"} if self._list.marked_aside else {"take_back"})

    @on(FindingsList.RowMarked)
    def _other_keys(self) -> None:
        self.base_screen.show_keys()

    @on(FindingsList.FixAsked)
    def _fix(self, event: FindingsList.FixAsked) -> None:
        event.stop()
        found, aside = self._list.marked, self._list.marked_aside
        if event.act == "undo":
            self._visit.undo()
        elif aside is not None:
            self._of_aside(aside, event.act)
        elif event.act == "take_back":
            self._visit.say(
                "Only a dismissed finding can be restored. Press o to dismiss this one.", refusal=True
            )
        elif found is None:
            self._visit.say("There is nothing to fix.", refusal=True)
        elif event.act == "page":
            self.app.push_screen(RulePageScreen(rule_of(found.rule, self._visit.session.store.office.rules)))
        elif event.act == "dismiss":
            self.ask_reason(found)
        else:
            self._fix_by(found, int(event.act.rpartition("_")[2]))

    def _fix_by(self, found: Finding, number: int) -> None:
        """Make the change with that number, counted from 1."""
        if not found.fixes and number == 1:
            self._go_to(found.field)
        elif number > len(found.fixes):
            offered = {0: "no fix", 1: "one fix"}.get(len(found.fixes), f"{len(found.fixes)} fixes")
            self._visit.say(f"{found.rule} offers {offered}. {found.remedy}")
        else:
            self._offer(found, found.fixes[number - 1])

    @told
    def _of_aside(self, aside: DismissedFinding, act: str) -> None:
        """Do with a dismissed finding what can be done: read its rule, or restore it."""
        rule = aside.finding.rule
        if act == "page":
            self.app.push_screen(RulePageScreen(rule_of(rule, self._visit.session.store.office.rules)))
        elif act == "take_back":
            self._visit.session.restore_finding(aside.dismissal)
            self._visit.show()
            self._visit.say(f"{rule} restored. The chart's history still shows that it was dismissed.")
        else:
            self._visit.say(f"{rule} is dismissed. Press t to restore it.", refusal=True)

    def _offer(self, found: Finding, fix: Fix) -> None:
        if fix.apply is None:
            exact = found.field.startswith(fix.jump)
            self._go_to(found.field if exact else fix.jump)
            return
        draft = self._visit.session.draft
        before, after = difference(draft, fix.apply(draft))
        self.app.push_screen(
            ConfirmScreen(fix.label, before, after), lambda yes: self._make(fix) if yes else None
        )

    @told
    def _make(self, fix: Fix) -> None:
        self._visit.session.apply_fix(fix)
        self._visit.show_texts()
        self._visit.show()
        self._visit.say(f"Done: {fix.label}. Press z to undo.")
        if self.empty:
            self.base_screen.post_message(self.AllFixed())

    def ask_reason(self, found: Finding) -> None:
        """Ask why a finding is dismissed, if it may be."""
        if not found.dismissible:
            self._visit.say(
                f"You can't dismiss {found.rule}: it is law or arithmetic. {found.remedy}", refusal=True
            )
            return
        asked = AskScreen(
            f"Reason for dismissing {found.rule}", hint=lambda _text: found.message, check=_reason
        )
        kept = self._visit.session.kept_words(f"dismiss {found.rule}: {found.field}")
        ask(self.base_screen, asked.kept_in(kept), lambda reason: self._dismiss(found, reason))

    def _dismiss(self, found: Finding, reason: str) -> None:
        self._visit.session.dismiss_finding(found, reason)
        self._visit.show()
        here = self._list.marked_aside is not None
        way = "press t" if here else "go to the end of the findings and press t on its row"
        self._visit.say(f"{found.rule} dismissed, and your reason is in the chart. To restore it, {way}.")

    def _go_to(self, field: str) -> None:
        """Go to where a finding sits."""
        session = self._visit.session
        match place_of(field, session.case(), session.chart.file):
            case LinePlace() | NotePlace() | VisitPlace() as place:
                self.base_screen.post_message(self.PlaceChosen(place))
            case FormPlace() as place:
                self.elsewhere.open_form(place)
            case ClaimPlace(path):
                self.elsewhere.ask_fact(path)
            case OfficePlace(sentence):
                self.elsewhere.open_settings(sentence)
            case Elsewhere(sentence):
                self._visit.say(sentence, refusal=True)


def _reason(text: str) -> None:
    check_reason(text, "Type why you dismiss this finding, or press Esc to cancel.")
