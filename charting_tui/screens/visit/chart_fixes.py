"""What fixes a finding outside the note and its codes: the client's chart, the claim, the settings."""

from typing import Any

from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import Form, form_at
from charting_tui.operations.kept import Kept
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.signing.claim_changes import claim_facts
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import InjuryCase
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.visit.finding_places import FormPlace
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.screens.worklist.billing_asks import fact_screen
from charting_tui.store.journals.words import Words


class ChartFixes:
    """Opens them over the visit; what is saved there is judged at once."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit

    @property
    def framed(self) -> FramedScreen:
        """The screen that it is of."""
        return self._visit.framed

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
        said = payer or "Saved in the client's chart; the visit is checked anew."
        draft = session.draft
        if answer == SAVED and isinstance(form.record, InjuryCase) and draft.visit.case != form.record.id:
            visit = draft.visit.model_copy(update={"case": form.record.id})
            session.change(draft.model_copy(update={"visit": visit}))
            said = "Saved; this visit belongs to that case now. z in the lines takes that back."
        self._visit.show()
        if answer == SAVED:
            self._visit.say(f"{said} z undoes it." if payer else said)

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
