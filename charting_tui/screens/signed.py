"""A visit that is not to be written: signed and final, or somebody else's. Its open claim can be mended."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.addenda import why_not_add
from charting_tui.acts.carrying import carried_in_words
from charting_tui.acts.claim_facts import ClaimFact, claim_facts, claim_words
from charting_tui.acts.claim_mending import billed_otherwise, mend_claim, why_not_mend
from charting_tui.acts.client_file import read_known
from charting_tui.acts.dismissing import dismiss_on_claim, restore_on_claim
from charting_tui.acts.forms import form_at
from charting_tui.acts.kept import Kept, kept_for, visit_named
from charting_tui.acts.office import why_not_owner
from charting_tui.acts.payer_choice import (
    PayerChoice,
    choose_payer,
    may_enter,
    payer_change,
    payer_is_now,
    payer_stays,
    payer_words,
    why_not_choose_payer,
    with_choice,
)
from charting_tui.coding.pricing import price
from charting_tui.coding.tables import tables_on
from charting_tui.keys import Key, Place, keys_at
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.visit import Visit
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Finding
from charting_tui.rules.lint import lint
from charting_tui.screens import on_demand
from charting_tui.screens.addendum import ADDED, AddendumScreen
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.billing_asks import ask_party, ask_payer, fact_screen, pick, reason_screen
from charting_tui.screens.claim_ways import Way, ways
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.difference import difference
from charting_tui.screens.finding_places import (
    ClaimPlace,
    FormPlace,
    LinePlace,
    OfficePlace,
    VisitPlace,
)
from charting_tui.screens.form import SAVED, FormScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.record_text import (
    addendum_lines,
    claim_history_lines,
    record_lines,
    signature_lines,
)
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.field_names import service_index
from charting_tui.widgets.findings_list import finding_row
from charting_tui.worklist.overruled import Aside, set_aside
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.unbilled import NOTHING_TO_FIX

_ADDENDUM = "addendum"
"""The name of the one screen on which addenda are written."""


class SignedScreen(FramedScreen):
    """Shows one visit for reading, with why it is not opened for writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SIGNED)

    def __init__(
        self,
        store: ChartStore,
        chart: Chart,
        kept: VisitFile,
        reason: str,
        *,
        then: Literal["", "mend", "payer"] = "",
    ) -> None:
        """``reason`` says why it is not opened for writing; ``then`` is asked as soon as it is shown."""
        super().__init__()
        self._store = store
        self._chart = chart
        self._kept = kept
        self._reason = reason
        self._then = then

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
        match key.id:
            case "signed.addendum":
                return bool(why_not_add(self._store, self._kept))
            case "signed.payer":
                return bool(self._why_not_payer())
            case "signed.mend" if self._kept.signed is None:
                return not self._ways
        return key.place is Place.SIGNED and bool(why_not_mend(self._store, self._kept))

    def why_not(self, key: Key) -> str:
        """A claim may be closed, somebody else's, or without anything to mend by key."""
        match key.id:
            case "signed.addendum":
                return why_not_add(self._store, self._kept)
            case "signed.payer":
                return self._why_not_payer()
            case "signed.mend" if self._ways:
                return ""
        return why_not_mend(self._store, self._kept) or self._why_nothing(key)

    def _why_nothing(self, key: Key) -> str:
        """Return what a key of the claim finds nothing of."""
        match key.id:
            case "signed.mend":
                return self._why_nothing_to_mend()
            case "signed.dismissal":
                return "" if self._dismissable() else "No finding here can be dismissed or restored."
        return "" if self._kept.visit.services else "This visit has no code line."

    def _why_not_payer(self) -> str:
        signed = self._kept.signed is not None
        return (why_not_mend if signed else why_not_choose_payer)(self._store, self._kept)

    def _why_nothing_to_mend(self) -> str:
        claim = self._kept.claim
        if claim.hold is not None and claim.held_on(self._store.clock.today()):
            return f"{NOTHING_TO_FIX.rstrip('.')}: {claim.hold.words}."
        findings = self._findings
        worst = f"{findings[0].rule}: {findings[0].remedy} " if findings else ""
        return f"{worst}No finding to fix here; p, u and o change pointers, units and modifiers."

    def on_mount(self) -> None:
        """Show the record."""
        self._show()
        self.query_one("#record").focus()
        self.say(self._reason)
        if self._then:
            self.call_after_refresh(self.action_mend if self._then == "mend" else self.action_payer)

    def _show(self) -> None:
        store, kept, draft = self._store, self._kept, self._draft
        visit, office = kept.visit, store.office
        by = office.person(kept.signed.signature.by) if kept.signed else None
        name = self._chart.file.client.name
        self.place(f"Today › {name} › {visit.date:%-d %b} {visit.kind}", f"claim {claim_words(kept.claim)}")
        wanted = (found for found in self._findings if kept.signed or not found.missing)
        signer = by.name if by else (kept.signed.signature.by if kept.signed else "")
        signature = signature_lines(kept, signer, store.clock.zone)
        self.query_one("#open", Static).update(
            Content("\n").join([*signature, self._pays(), *map(finding_row, wanted)])
        )
        priced = price(draft, office.payer(visit.payer), office.practice)
        tables = tables_on(visit.date, store.books.book, office.tables)
        later = addendum_lines(kept, office, store.clock.zone)
        told = carried_in_words(visit, self._chart)
        history = claim_history_lines(store.history(self._chart.id), visit.id, store.clock.zone)
        text = Content("\n").join([*record_lines(draft, priced, tables, told), *later, *history])
        self.query_one("#record-text", Static).update(text)
        self.call_after_refresh(self.show_keys)

    @property
    def _case(self) -> Case:
        store = self._store
        return case_of(self._chart, self._draft, store.office, store.clock.today(), store.books.book)

    @property
    def _ways(self) -> list[Way]:
        kept, may = self._kept, not why_not_mend(self._store, self._kept)
        found = ways(self._findings, kept, self._case, self._chart.file)
        desk = may_enter(self._store, kept)
        in_chart = [way for way in found if desk and isinstance(way.place, FormPlace)]
        return found if may else [*in_chart, *filter(self._payer_way, found)]

    def _payer_way(self, way: Way) -> bool:
        return isinstance(way.place, VisitPlace) and not self._why_not_payer()

    def _pays(self) -> Content:
        kept, signed = self._kept, self._kept.signed is not None
        words = payer_words(kept.visit, self._chart.file, self._store.office, signed=signed)
        return Content.assemble(("Payer ", "bold"), printable(words))

    def action_mend(self) -> None:
        """Go the one way that a finding offers, or ask which of several."""
        if self.refused("signed.mend"):
            return
        offered = self._ways
        if len(offered) == 1:
            self._go(offered[0])
            return
        named = [(way.name, way.words) for way in offered]
        pick(self.app, "What do you want to fix?", named, lambda at: self._go(offered[at]))

    def _go(self, way: Way) -> None:
        match way.place:
            case FormPlace() if way.finding is not None:
                self._open_form(way.finding, way.place)
            case VisitPlace():
                self.action_payer()
            case ClaimPlace(path):
                self._ask_fact(claim_facts(self._kept.visit, self._store.clock.today())[path])
            case LinePlace(index, "bill_to"):
                ask_party(self.app, self._draft, index, self._save)
            case LinePlace(index, part):
                self._ask_line(part, [index])
            case OfficePlace(sentence):
                self._open_office(sentence)
            case _ if way.fix is not None and way.fix.apply is not None:
                self._confirm(way.fix.label, way.fix.apply(self._draft))

    @told
    def _open_form(self, found: Finding, place: FormPlace) -> None:
        """Open the client's chart on the field that a finding names, with what is to be done there."""
        known = read_known(self._store, self._chart.id)
        form = form_at(self._store, known, place.kind, place.index, dict(place.given))
        said = f"{found.rule}: {found.remedy}"
        screen = FormScreen("Today › visit", form, first_field=place.field, said=said)
        self.app.push_screen(screen, self._form_left)

    def _open_office(self, sentence: str) -> None:
        if why_not_owner(self._store):
            self.say(sentence, refusal=True)
        else:
            self.app.push_screen(on_demand.SetupScreen(self._store), lambda _answer: self._read_again())

    @told
    def _form_left(self, answer: str | None) -> None:
        if answer == SAVED:
            before = self._kept.visit.payer
            self._read_again()
            visit = self._kept.visit
            new = payer_is_now(visit, self._chart.file, self._store.office) if visit.payer != before else ""
            self.say(new or "Saved in the client's chart; the claim was checked again.")

    def _read_again(self) -> None:
        self._chart = self._store.chart(self._chart.id, visit=self._kept.visit.id)
        self._kept = self._chart.visit(self._kept.visit.id) or self._kept
        self._show()

    def _claim_words(self, name: str, keys: str) -> Kept:
        """Return what keeps an answer about the claim; ``keys`` say how the question is asked again."""
        named = visit_named(self._chart.file.client.name, self._kept.visit)
        doing = f"You were changing the claim of {named}. Open that visit and {keys} to go on."
        return kept_for(self._store, f"claim {self._kept.visit.id} {name}", doing)

    def _ask_reason(self, what: str, keys: str, given: Callable[[str], None]) -> None:
        self.ask(reason_screen(what).kept_in(self._claim_words(f"reason {what}", keys)), given)

    def _ask_fact(self, fact: ClaimFact) -> None:
        claim = self._kept.claim

        def answered(text: str) -> None:
            if text == fact.value(claim):
                return
            changed = self._draft.model_copy(update={"claim": fact.put(claim, text)})
            if changed.claim.frequency == claim.frequency:
                self._save(changed)
            else:
                self._confirm("This makes it another kind of claim", changed)

        self.ask(
            fact_screen(fact, claim).kept_in(self._claim_words(fact.question, f"press f, {fact.question},")),
            answered,
        )

    def _confirm(self, title: str, changed: Draft) -> None:
        before, after = difference(self._draft, changed)
        self.app.push_screen(
            ConfirmScreen(title, before, after), lambda yes: self._save(changed) if yes else None
        )

    def _save(self, changed: Draft) -> None:
        """Save the claim; where somebody else is billed, ask first why."""
        moved = billed_otherwise(self._kept.visit, changed.visit, self._chart.file, self._store.office)
        if moved:
            self._ask_reason(
                moved,
                f"press b, {_lines_of(self._kept.visit, changed.visit)},",
                lambda reason: self._save_for(changed, reason),
            )
        else:
            self._save_for(changed)

    @told
    def _save_for(self, changed: Draft, reason: str = "") -> None:
        before, file, office = self._kept.visit, self._chart.file, self._store.office
        mend_claim(self._store, self._chart.id, self._kept, changed, reason=reason)
        self._read_again()
        moved = payer_change(before, changed.visit, file, office, signed=True)
        self.say(
            payer_is_now(changed.visit, file, office, signed=True)
            if moved
            else "Claim updated; the signed record is unchanged."
        )

    def action_bill_to(self) -> None:
        """Ask which line bills whom."""
        if not self.refused("signed.bill-to"):
            ask_party(self.app, self._draft, None, self._save)

    def action_payer(self) -> None:
        """Ask who pays for the visit."""
        if self.refused("signed.payer"):
            return
        kept, known = self._kept, (self._chart.file, self._store.office)
        ask_payer(self.app, known, kept.visit, self._payer_chosen, signed=kept.signed is not None)

    @told
    def _payer_chosen(self, choice: PayerChoice) -> None:
        store, kept = self._store, self._kept
        visit = with_choice(kept.visit, choice, self._chart.file)
        if visit == kept.visit:
            self.say(payer_stays(visit, store.office))
        elif kept.signed is not None:
            self._save(Draft(visit=visit, claim=kept.claim))
        else:
            said = choose_payer(store, self._chart.id, visit.id, choice)
            self._read_again()
            self.say(said)

    def _dismissable(self) -> list[Finding | Aside]:
        kept = self._kept
        aside = set_aside(lint(self._case), kept.overrules, kept.visit)
        return [*(found for found in self._findings if found.overrulable), *aside]

    def action_dismissal(self) -> None:
        """Ask which finding to dismiss, or to restore."""
        if self.refused("signed.dismissal"):
            return
        offered = self._dismissable()
        named = [
            (f"{one.finding.rule}, restore", one.finding.message)
            if isinstance(one, Aside)
            else (one.rule, one.message)
            for one in offered
        ]
        pick(self.app, "Dismiss or restore which finding?", named, lambda at: self._dismiss(offered[at]))

    def _dismiss(self, which: Finding | Aside) -> None:
        if isinstance(which, Aside):
            self._restore(which)
        else:
            keys = f"press d, {which.rule},"
            self._ask_reason(f"dismiss {which.rule}", keys, lambda reason: self._dismiss_for(which, reason))

    @told
    def _dismiss_for(self, found: Finding, reason: str) -> None:
        dismiss_on_claim(self._store, self._chart.id, self._kept, found, reason, found=lint(self._case))
        self._read_again()
        self.say(f"{found.rule} is dismissed; your reason is in the chart. d restores it.")

    @told
    def _restore(self, aside: Aside) -> None:
        restore_on_claim(self._store, self._chart.id, self._kept, aside.overrule)
        self._read_again()
        self.say(f"{aside.finding.rule} is restored.")

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
        self.say("The addendum is signed; it is below the record, which is unchanged.")

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
        key = next((key.shown for key in keys_at(Place.SIGNED) if key.action == name), "f")
        keys = f"press {key}, line {index + 1} ({draft.visit.services[index].code}),"
        self.ask(asked.kept_in(self._claim_words(f"{name} {line}", keys)), answered)


def _lines_of(before: Visit, after: Visit) -> str:
    """Return which lines are billed to somebody else now, and to whom: “line 2 (97124), client”."""
    pairs = zip(before.services, after.services, strict=False)
    moved = [(number, now) for number, (was, now) in enumerate(pairs, 1) if was.bill_to is not now.bill_to]
    return "; ".join(f"line {number} ({line.code}), {line.bill_to}" for number, line in moved)
