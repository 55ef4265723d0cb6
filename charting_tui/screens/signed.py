"""A visit that is not to be written: signed and final, or somebody else's. Its open claim can be mended."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.addenda import why_not_add
from charting_tui.acts.carrying import carried_in_words
from charting_tui.acts.claim_facts import ClaimFact, claim_facts, claim_words
from charting_tui.acts.claim_mending import fixes_of_claim, mend_claim, why_not_mend
from charting_tui.acts.client_file import read_known
from charting_tui.acts.forms import form_at
from charting_tui.acts.kept import Kept, kept_for
from charting_tui.coding.pricing import price
from charting_tui.coding.tables import tables_on
from charting_tui.keys import Key, Place
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.rules.case import case_of
from charting_tui.rules.finding import Finding
from charting_tui.screens.addendum import ADDED, AddendumScreen
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.difference import difference
from charting_tui.screens.finding_places import FormPlace, place_of
from charting_tui.screens.form import SAVED, FormScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.record_text import addendum_lines, record_lines, signature_lines
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.field_names import service_index
from charting_tui.widgets.findings_list import finding_row
from charting_tui.worklist.summarise import findings_of

_ADDENDUM = "addendum"
"""The name of the one screen on which addenda are written."""


class SignedScreen(FramedScreen):
    """Shows one visit for reading, with why it is not opened for writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SIGNED)

    def __init__(self, store: ChartStore, chart: Chart, kept: VisitFile, reason: str) -> None:
        super().__init__()
        self._store = store
        self._chart = chart
        self._kept = kept
        self._reason = reason

    @property
    def _draft(self) -> Draft:
        return Draft(visit=self._kept.visit, claim=self._kept.claim)

    @property
    def _findings(self) -> tuple[Finding, ...]:
        store = self._store
        return findings_of(self._chart, self._kept, store.office, store.clock.today(), store.books.book)

    def inside(self) -> Iterable[Widget]:
        """Signature and findings, then the record."""
        yield Static(id="open")
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SIGNED,)

    def never(self, key: Key) -> bool:
        """A claim that is closed or not one's own has no keys; nor has a record that one may not add to."""
        if key.id == "signed.addendum":
            return bool(why_not_add(self._store, self._kept))
        return key.place is Place.SIGNED and bool(why_not_mend(self._store, self._kept))

    def why_not(self, key: Key) -> str:
        """A claim may be closed, somebody else's, or without anything to mend by key."""
        if key.id == "signed.addendum":
            return why_not_add(self._store, self._kept)
        refusal = why_not_mend(self._store, self._kept)
        if refusal:
            return refusal
        findings = self._findings
        if key.id == "signed.mend" and not fixes_of_claim(findings, self._kept) and not self._in_chart():
            worst = f"{findings[0].rule}: {findings[0].remedy} " if findings else ""
            return f"{worst}No finding changes the claim; p, u, o change letters, units and modifiers."
        return "" if self._kept.visit.services or key.id == "signed.mend" else "This visit has no code line."

    def on_mount(self) -> None:
        """Show the record."""
        self._show()
        self.query_one("#record").focus()
        self.say(self._reason)

    def _show(self) -> None:
        store, kept, draft = self._store, self._kept, self._draft
        visit, office = kept.visit, store.office
        by = office.person(kept.signed.signature.by) if kept.signed else None
        name = self._chart.file.client.name
        self.place(f"Today › {name} › {visit.date:%-d %b} {visit.kind}", f"claim {claim_words(kept.claim)}")
        wanted = (found for found in self._findings if kept.signed or not found.missing)
        signer = by.name if by else (kept.signed.signature.by if kept.signed else "")
        signature = signature_lines(kept, signer, store.clock.zone)
        self.query_one("#open", Static).update(Content("\n").join([*signature, *map(finding_row, wanted)]))
        priced = price(draft, office.payer(visit.payer), office.practice)
        tables = tables_on(visit.date, store.books.book, office.tables)
        later = addendum_lines(kept, office, store.clock.zone)
        told = carried_in_words(visit, self._chart)
        text = Content("\n").join([*record_lines(draft, priced, tables, told), *later])
        self.query_one("#record-text", Static).update(text)
        self.call_after_refresh(self.show_keys)

    def action_mend(self) -> None:
        """Offer the first change of the claim that a finding has."""
        if self.refused("signed.mend"):
            return
        fixes = fixes_of_claim(self._findings, self._kept)
        if not fixes:
            self._open_form()
            return
        _, fix = fixes[0]
        if fix.jump:
            self._ask_fact(claim_facts(self._kept.visit, self._store.clock.today())[fix.jump])
            return
        self._confirm(fix.label, self._draft if fix.apply is None else fix.apply(self._draft))

    def _in_chart(self) -> tuple[Finding, FormPlace] | None:
        """Return the first finding that is mended in a form of the client's chart, and where."""
        store, chart = self._store, self._chart
        case = case_of(chart, self._draft, store.office, store.clock.today(), store.books.book)
        offered = (found for found in self._findings if any(fix.jump for fix in found.fixes))
        places = ((found, place_of(found.field, case, chart.file)) for found in offered)
        return next(((found, place) for found, place in places if isinstance(place, FormPlace)), None)

    @told
    def _open_form(self) -> None:
        """Open the client's chart on the field that a finding names, with what is to be done there."""
        target = self._in_chart()
        if target is None:
            return
        found, place = target
        form = form_at(self._store, read_known(self._store, self._chart.id), place.kind, place.index)
        screen = FormScreen("Today › visit", form, first_field=place.field)
        self.app.push_screen(screen, self._form_left)
        screen.call_after_refresh(screen.say, f"{found.rule}: {found.remedy}")

    @told
    def _form_left(self, answer: str | None) -> None:
        if answer == SAVED:
            self._read_again()
            self.say("Saved in the client's chart; the claim is checked anew.")

    def _read_again(self) -> None:
        self._chart = self._store.chart(self._chart.id, visit=self._kept.visit.id)
        self._kept = self._chart.visit(self._kept.visit.id) or self._kept
        self._show()

    def _claim_words(self, name: str) -> Kept:
        """Return what keeps an answer about the claim."""
        client, day = self._chart.file.client.name, self._kept.visit.date
        doing = f"You were changing the claim of {client}, {day:%-m/%-d/%Y}. Open that visit to go on."
        return kept_for(self._store, f"claim {self._kept.visit.id} {name}", doing)

    def _ask_fact(self, fact: ClaimFact) -> None:
        claim = self._kept.claim
        asked = AskScreen(
            f"Claim › {fact.question}",
            value=fact.value(claim),
            hint=lambda _text: fact.hint,
            check=lambda text: fact.put(claim, text),
        )

        def answered(text: str) -> None:
            if text == fact.value(claim):
                return
            changed = self._draft.model_copy(update={"claim": fact.put(claim, text)})
            if changed.claim.frequency == claim.frequency:
                self._save(changed)
            else:
                self._confirm("This changes what the claim is", changed)

        self.ask(asked.kept_in(self._claim_words(fact.question)), answered)

    def _confirm(self, title: str, changed: Draft) -> None:
        before, after = difference(self._draft, changed)
        self.app.push_screen(
            ConfirmScreen(title, before, after), lambda yes: self._save(changed) if yes else None
        )

    @told
    def _save(self, changed: Draft) -> None:
        claim = mend_claim(self._store, self._chart.id, self._kept, changed)
        self._kept = self._kept.model_copy(update={"claim": claim})
        self._show()
        self.say("The claim is changed; the signed record is as it was.")

    def action_addendum(self) -> None:
        """Add a later word to the record."""
        if self.refused("signed.addendum"):
            return
        if not self.app.is_screen_installed(_ADDENDUM):
            self.app.install_screen(AddendumScreen(self._store), _ADDENDUM)
        screen = self.app.get_screen(_ADDENDUM)
        if isinstance(screen, AddendumScreen):
            screen.open(self._chart, self._kept)
            self.app.push_screen(screen, self._added)

    @told
    def _added(self, answer: str | None) -> None:
        if answer != ADDED:
            return
        self._read_again()
        self.query_one("#record").scroll_end(animate=False)
        self.say("The addendum is signed; it stands below the record, which is as it was.")

    def action_pointers(self) -> None:
        """Ask for the diagnosis letters of a line."""
        self._ask("pointers")

    def action_units(self) -> None:
        """Ask for the units of a line."""
        self._ask("units")

    def action_modifiers(self) -> None:
        """Ask for the modifiers of a line."""
        self._ask("modifiers")

    def _ask(self, name: str) -> None:
        """Ask for one part: of the line at fault first, then of the others in turn."""
        if self.refused(f"signed.{name}"):
            return
        faulty = [service_index(found.field) for found in self._findings if found.field.endswith(name)]
        order = list(dict.fromkeys([*faulty, *range(len(self._kept.visit.services))]))
        self._ask_line(name, [at for at in order if at is not None])

    def _ask_line(self, name: str, left: list[int]) -> None:
        if not left:
            return
        part, index, draft = LINE_PARTS[name], left[0], self._draft
        asked = AskScreen(
            f"{draft.visit.services[index].code} › {part.question}",
            value=part.value(draft, index),
            hint=lambda _text: part.hint,
            check=lambda text: part.check(draft, text),
        )

        def answered(text: str) -> None:
            if text != part.value(draft, index):
                self._save(part.put(draft, index, text))
            self._ask_line(name, left[1:])

        line = draft.visit.services[index].id
        self.ask(asked.kept_in(self._claim_words(f"{name} {line}")), answered)
