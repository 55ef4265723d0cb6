"""Questions about a bill and the claim of a signed visit: who pays, whom a line bills, what is dismissed."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from textual.app import App

from charting_tui.keys import Place, keys_at
from charting_tui.operations.billing.entering_answers import ANSWERABLE
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.clients.forms import AnswerForm, form_at
from charting_tui.operations.clients.payer_choice import (
    PayerChoice,
    choose_payer,
    payer_change,
    payer_choices,
    payer_is_now,
    payer_stays,
    us_day,
    with_choice,
)
from charting_tui.operations.kept import Kept, kept_for, visit_named
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.signing.claim_changes import ClaimFact, billed_otherwise, claim_facts, fix_claim
from charting_tui.operations.signing.dismissing import check_reason, dismiss_on_claim, restore_on_claim
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import Claim, Draft
from charting_tui.records.draft_edits import with_service
from charting_tui.records.office import Office
from charting_tui.records.visit import BillTo, Visit
from charting_tui.rules.finding import Finding
from charting_tui.rules.registry import lint
from charting_tui.screens.billing.answering import PayerAnswering
from charting_tui.screens.billing.denied import DeniedClaim, DeniedVisit
from charting_tui.screens.clients.form import SAVED, FormScreen
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen, difference
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.signing.signed_visit import DenialPlace, FixWay, SignedVisit
from charting_tui.screens.visit.finding_places import (
    ANSWER_FIELDS,
    ClaimPlace,
    FormPlace,
    LinePlace,
    OfficePlace,
    VisitPlace,
)
from charting_tui.screens.visit.line_parts import LINE_PARTS
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.widgets.findings_list import service_index
from charting_tui.worklist.dismissed import DismissedFinding

_LETTERS = f"123456789{ascii_lowercase}"
_PARTIES = {
    BillTo.PAYER: "on the claim",
    BillTo.CLIENT: "on the client's own bill",
    BillTo.NOBODY: "don't bill it; keep it in the record",
}


def pick(
    app: App[Any], title: str, named: Sequence[tuple[str, str]], picked: Callable[[int], None], now: int = -1
) -> None:
    """Ask for one of some things, each a name and what it means, and hand on its place."""
    choices = [
        VisitStateChoice(str(place), _LETTERS[place], meaning, name)
        for place, (name, meaning) in enumerate(named[: len(_LETTERS)])
    ]
    answered = ChoiceScreen(title, choices, str(now))
    app.push_screen(answered, lambda value: None if value is None else picked(int(value)))


def ask_payer(
    app: App[Any],
    known: tuple[ClientFile, Office],
    visit: Visit,
    chosen: Callable[[PayerChoice], None],
    *,
    signed: bool = False,
) -> None:
    """Ask who pays for a visit."""
    file, office = known
    choices = payer_choices(file, office, visit, signed=signed)
    payer = visit.payer if office.payer(visit.payer).insures else ""
    paid = [at for at, one in enumerate(choices) if (one.payer, one.case) == (payer, visit.case)]
    now = paid[-1] if paid else -1
    title = f"Who pays for the visit of {us_day(visit.date)}?"
    if len(choices) == 1:
        title += " No coverage or case covers that date. Add one in the chart."
    pick(app, title, [(one.name, one.meaning) for one in choices], lambda at: chosen(choices[at]), now)


def ask_party(app: App[Any], draft: Draft, first: int | None, chosen: Callable[[Draft], None]) -> None:
    """Ask which line, where there are several, and whom it bills; hand on the draft that bills them."""

    def party_of(index: int) -> None:
        line, parties = draft.visit.services[index], list(BillTo)
        pick(
            app,
            f"Who is billed for {line.code}?",
            [(party.value, _PARTIES[party]) for party in parties],
            lambda at: chosen(with_service(draft, index, bill_to=parties[at])),
            parties.index(line.bill_to),
        )

    services = draft.visit.services
    if len(services) == 1 or first is not None:
        party_of(first or 0)
        return
    lines = [(line.code, f"billed to {line.bill_to}") for line in services]
    pick(app, "Which line do you want to change?", lines, party_of)


def fact_screen(fact: ClaimFact, claim: Claim) -> AskScreen:
    """Return the question for a fact of the claim."""
    return AskScreen(
        f"Claim › {fact.question}",
        value=fact.value(claim),
        hint=lambda _text: fact.hint,
        check=lambda text: fact.put(claim, text),
    )


def reason_screen(what: str) -> AskScreen:
    """Return the question for the reason of a change, which the history keeps."""
    return AskScreen(f"Reason: {what}", hint=lambda _text: "Saved in the chart's history.", check=_reason)


def _reason(text: str) -> None:
    check_reason(text, "Type a reason, or press Esc to cancel.")


class ClaimDialogs:
    """Asks over the screen of a signed visit, and saves what was answered."""

    def __init__(self, base_screen: BaseScreen, visit: SignedVisit, show: Callable[[], None]) -> None:
        """``show`` draws the visit as it stands by now."""
        self.base_screen = base_screen
        self._visit = visit
        self._show = show

    def _read_again(self) -> None:
        self._visit.read_again()
        self._show()

    def fix(self) -> None:
        """Go the one way that a finding offers, or ask which of several."""
        if self.base_screen.refused("signed.fix"):
            return
        offered = self._visit.ways
        if len(offered) == 1:
            self._go(offered[0])
            return
        named = [(way.name, way.words) for way in offered]
        pick(self.base_screen.app, "What do you want to fix?", named, lambda at: self._go(offered[at]))

    def _go(self, way: FixWay) -> None:
        match way.place:
            case FormPlace() if way.finding is not None:
                self._open_form(way.finding, way.place)
            case DenialPlace():
                self._denied()
            case VisitPlace():
                self.payer()
            case ClaimPlace(path) if path in ANSWER_FIELDS:
                self.answer(ANSWER_FIELDS[path])
            case ClaimPlace(path):
                self._ask_fact(claim_facts(self._visit.kept.visit, self._visit.store.clock.today())[path])
            case LinePlace(index, "bill_to"):
                ask_party(self.base_screen.app, self._visit.draft, index, self._save)
            case LinePlace(index, part):
                self._ask_line(part, [index])
            case OfficePlace(sentence):
                self._open_office(sentence)
            case _ if way.fix is not None and way.fix.apply is not None:
                self._confirm(way.fix.label, way.fix.apply(self._visit.draft))

    @told
    def _open_form(self, found: Finding, place: FormPlace) -> None:
        """Open the client's chart on the field that a finding names, with what is to be done there."""
        known = read_known(self._visit.store, self._visit.chart.id)
        form = form_at(self._visit.store, known, place.kind, place.index, dict(place.given))
        said = f"{found.rule}: {found.remedy}"
        screen = FormScreen("Today › visit", form, first_field=place.field, said=said)
        self.base_screen.app.push_screen(screen, self._form_left)

    def _open_office(self, sentence: str) -> None:
        if why_not_owner(self._visit.store):
            self.base_screen.say(sentence, refusal=True)
        else:
            from charting_tui.screens.settings.settings import SetupScreen  # noqa: PLC0415  loaded when first opened

            self.base_screen.app.push_screen(
                SetupScreen(self._visit.store), lambda _answer: self._read_again()
            )

    @told
    def _form_left(self, answer: str | None) -> None:
        if answer == SAVED:
            before = self._visit.kept.visit.payer
            self._read_again()
            visit = self._visit.kept.visit
            said = payer_is_now(visit, self._visit.chart.file, self._visit.store.office)
            new = said if visit.payer != before else ""
            self.base_screen.say(new or "Saved in the client's chart. The claim was checked again.")

    def _claim_words(self, name: str, keys: str) -> Kept:
        """Return what keeps an answer about the claim; ``keys`` say how the question is asked again."""
        named = visit_named(self._visit.chart.file.client.name, self._visit.kept.visit)
        doing = (
            f"You were changing the claim for {named}. To continue, open that visit and {keys.rstrip(',')}."
        )
        return kept_for(self._visit.store, f"claim {self._visit.kept.visit.id} {name}", doing)

    def _ask_reason(self, what: str, keys: str, given: Callable[[str], None]) -> None:
        kept = self._claim_words(f"reason {what}", keys)
        ask(self.base_screen, reason_screen(what).kept_in(kept), given)

    def _ask_fact(self, fact: ClaimFact) -> None:
        claim = self._visit.kept.claim

        def answered(text: str) -> None:
            if text == fact.value(claim):
                return
            changed = self._visit.draft.model_copy(update={"claim": fact.put(claim, text)})
            if changed.claim.frequency == claim.frequency:
                self._save(changed)
            else:
                self._confirm("This makes it a different kind of claim", changed)

        kept = self._claim_words(fact.question, f"press f, {fact.question},")
        ask(self.base_screen, fact_screen(fact, claim).kept_in(kept), answered)

    def _confirm(self, title: str, changed: Draft) -> None:
        before, after = difference(self._visit.draft, changed)
        self.base_screen.app.push_screen(
            ConfirmScreen(title, before, after), lambda yes: self._save(changed) if yes else None
        )

    def _save(self, changed: Draft) -> None:
        """Save the claim; where someone else is billed, ask first why."""
        visit = self._visit
        before = visit.kept.visit
        moved = billed_otherwise(before, changed.visit, visit.chart.file, visit.store.office)
        if moved:
            keys = f"press b, {_lines_of(before, changed.visit)},"
            self._ask_reason(moved, keys, lambda reason: self._save_for(changed, reason))
        else:
            self._save_for(changed)

    @told
    def _save_for(self, changed: Draft, reason: str = "") -> None:
        visit = self._visit
        before, file, office = visit.kept.visit, visit.chart.file, visit.store.office
        fix_claim(visit.store, visit.chart.id, visit.kept, changed, reason=reason)
        self._read_again()
        moved = payer_change(before, changed.visit, file, office, signed=True)
        self.base_screen.say(
            payer_is_now(changed.visit, file, office, signed=True)
            if moved
            else "Claim updated. The signed record hasn't changed."
        )

    def bill_to(self) -> None:
        """Ask which line bills whom."""
        if not self.base_screen.refused("signed.bill-to"):
            ask_party(self.base_screen.app, self._visit.draft, None, self._save)

    def payer(self) -> None:
        """Ask who pays for the visit."""
        if self.base_screen.refused("signed.payer"):
            return
        kept, known = self._visit.kept, (self._visit.chart.file, self._visit.store.office)
        ask_payer(self.base_screen.app, known, kept.visit, self._payer_chosen, signed=kept.signed is not None)

    @told
    def _payer_chosen(self, choice: PayerChoice) -> None:
        store, kept = self._visit.store, self._visit.kept
        visit = with_choice(kept.visit, choice, self._visit.chart.file)
        if visit == kept.visit:
            self.base_screen.say(payer_stays(visit, store.office))
        elif kept.signed is not None:
            self._save(Draft(visit=visit, claim=kept.claim))
        else:
            said = choose_payer(store, self._visit.chart.id, visit.id, choice)
            self._read_again()
            self.base_screen.say(said)

    def _denied(self) -> None:
        visit = self._visit
        denied = DeniedVisit(visit.chart.id, visit.kept.visit.id, visit.chart.file.client.name)
        DeniedClaim(self.base_screen, visit.store, self._said).ask(denied)

    def _said(self, sentence: str) -> None:
        self._read_again()
        self.base_screen.say(sentence)

    def answer(self, first_field: str = "") -> None:
        """Ask what the payer answered, where the claim is with one; else open the form of all its fields."""
        if self.base_screen.refused("signed.answer"):
            return
        visit = self._visit
        if first_field or visit.kept.claim.state not in ANSWERABLE:
            self._open_answer(first_field)
            return
        place = BillableVisit(visit.chart.id, visit.kept.visit.id)
        PayerAnswering(self.base_screen, visit.store, self._said).ask([place], self._open_answer)

    def _open_answer(self, first_field: str = "") -> None:
        """Open the form of what payers answered, in a field of it."""
        form = AnswerForm(self._visit.store, self._visit.chart, self._visit.kept)
        place = f"Today › {self._visit.chart.file.client.name}"
        screen = FormScreen(place, form, first_field=first_field)
        self.base_screen.app.push_screen(screen, self._answered)

    @told
    def _answered(self, said: str | None) -> None:
        if said == SAVED:
            self._read_again()
            self.base_screen.say("Payer response saved to the claim.")

    def dismissal(self) -> None:
        """Ask which finding to dismiss, or to restore."""
        if self.base_screen.refused("signed.dismissal"):
            return
        offered = self._visit.dismissable()
        named = [
            (f"{one.finding.rule}, restore", one.finding.message)
            if isinstance(one, DismissedFinding)
            else (one.rule, one.message)
            for one in offered
        ]
        asks = "Which warning or error do you want to dismiss or restore?"
        pick(self.base_screen.app, asks, named, lambda at: self._dismiss(offered[at]))

    def _dismiss(self, which: Finding | DismissedFinding) -> None:
        if isinstance(which, DismissedFinding):
            self._restore(which)
        else:
            keys = f"press d, {which.rule},"
            self._ask_reason(f"dismiss {which.rule}", keys, lambda reason: self._dismiss_for(which, reason))

    @told
    def _dismiss_for(self, found: Finding, reason: str) -> None:
        visit = self._visit
        dismiss_on_claim(visit.store, visit.chart.id, visit.kept, found, reason, found=lint(visit.case))
        self._read_again()
        self.base_screen.say(f"{found.rule} dismissed; your reason is in the chart. Press d to restore it.")

    @told
    def _restore(self, aside: DismissedFinding) -> None:
        restore_on_claim(self._visit.store, self._visit.chart.id, self._visit.kept, aside.dismissal)
        self._read_again()
        self.base_screen.say(f"{aside.finding.rule} restored.")

    def ask_lines(self, name: str) -> None:
        """Ask for one part of each line: of the line at fault first, then of the others in turn."""
        if self.base_screen.refused(f"signed.{name}"):
            return
        faulty = [service_index(found.field) for found in self._visit.findings if found.field.endswith(name)]
        order = list(dict.fromkeys([*faulty, *range(len(self._visit.kept.visit.services))]))
        self._ask_line(name, [at for at in order if at is not None])

    def _ask_line(self, name: str, left: list[int]) -> None:
        if not left:
            return
        part, index, draft = LINE_PARTS[name], left[0], self._visit.draft
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
        ask(self.base_screen, asked.kept_in(self._claim_words(f"{name} {line}", keys)), answered)


def _lines_of(before: Visit, after: Visit) -> str:
    """Return which lines are billed to someone else now, and to whom: “line 2 (97124), client”."""
    pairs = zip(before.services, after.services, strict=False)
    moved = [(number, now) for number, (was, now) in enumerate(pairs, 1) if was.bill_to is not now.bill_to]
    return "; ".join(f"line {number} ({line.code}), {line.bill_to}" for number, line in moved)
