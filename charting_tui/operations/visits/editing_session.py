"""An editing session: one visit while one person writes it.

Every change is in the journal before anything else happens, so that no key is lost. The chart
gets the visit as one edit on leaving, on signing, and after a quiet while.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from operator import is_not

from charting_tui.errors import ChartingError, NotAllowed
from charting_tui.operations.clients.payer_choice import (
    PayerChoice,
    payer_change,
    payer_is_now,
    payer_stays,
    with_choice,
)
from charting_tui.operations.kept import Kept
from charting_tui.operations.signing.dismissing import dismissal, restoration
from charting_tui.operations.visits.editing import Entered, EnteredDraft, UndoStep
from charting_tui.operations.visits.saving import Save, Saved, day_around
from charting_tui.records.chart import Act, Chart, ClientFile, VisitFile
from charting_tui.records.claim import Draft, following
from charting_tui.records.visit import BroughtCode, Dismissal, Note
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Finding, Fix
from charting_tui.rules.registry import lint
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import Journal
from charting_tui.store.journals.typing_state import Words
from charting_tui.worklist.dismissed import DismissedFinding, dismissed_findings, standing


@dataclass(frozen=True)
class CursorPlace:
    """Where the cursor stood."""

    field: str
    row: int = 0
    column: int = 0

    @classmethod
    def at_the_end(cls, field: str, text: str) -> "CursorPlace":
        """Return the place behind the last letter of a field."""
        return cls(field, text.count("\n"), len(text.rpartition("\n")[2]))


class EditingSession:
    """One visit being written. ``draft`` is what it says now."""

    def __init__(self, store: ChartStore, chart: Chart, visit_id: str, journal: Journal) -> None:
        kept = chart.visit(visit_id)
        if kept is None:
            raise NotAllowed("This visit is no longer in the chart. Go back and open it again.")
        self.store = store
        self.chart = chart
        self.kept = kept
        self.draft = Draft(visit=kept.visit, claim=kept.claim)
        self.place: CursorPlace | None = None
        self.saved_elsewhere = False
        """Whether the chart is known to hold a newer revision than the one that is written here."""
        self._journal = journal
        self._revision = journal.head.base_revision
        self._saved = self.draft
        self._undo: list[UndoStep] = []
        self.undone_line = ""
        """The quick line that was last undone, offered to be typed over or corrected."""
        self._saving: Future[Saved] | None = None
        self._therapist_day = day_around(store, kept.visit) or ()
        self._judged_on: date | None = None
        self._judged_last: tuple[object, ...] = ()
        self._judged: tuple[tuple[Finding, ...], tuple[DismissedFinding, ...]] = ((), ())

    @property
    def unsaved(self) -> bool:
        """Whether the chart does not yet have what the draft says."""
        return self.draft != self._saved

    def type_text(self, section: str, text: str) -> None:
        """Fold what a section of the note says now into the draft."""
        old = getattr(self.draft.visit.note, section)
        if text == old:
            return
        note = self.draft.visit.note.model_copy(update={section: text})
        self.draft = self.draft.model_copy(
            update={"visit": self.draft.visit.model_copy(update={"note": note})}
        )
        self._journal.splice(section, old, text)
        self._claim_visit()

    def take(self, taken: EnteredDraft) -> None:
        """Change to a draft that entered something in the client's file too."""
        self.change(taken.draft, taken.entered)

    def change(self, draft: Draft, entered: Entered | None = None) -> None:
        """Take a draft that differs in more than the words of the note; it can be undone."""
        if draft == self.draft:
            return
        self._undo.append(UndoStep(self.draft, draft, entered))
        self._take(draft)
        self._claim_visit()

    def take_origins(self, note: Note) -> None:
        """Take the note with what is known by now of where its lines come from; there is nothing to undo."""
        self._take(
            self.draft.model_copy(update={"visit": self.draft.visit.model_copy(update={"note": note})})
        )

    @property
    def last_step(self) -> UndoStep | None:
        """The change that would be taken back."""
        return self._undo[-1] if self._undo else None

    def take_unconfirmed(self, codes: tuple[BroughtCode, ...]) -> None:
        """Take which codes still wait for their minutes of today; there is nothing to undo."""
        visit = self.draft.visit.model_copy(update={"unconfirmed": codes})
        self._take(self.draft.model_copy(update={"visit": visit}))

    def undo(self) -> bool:
        """Undo the last change, keeping what has been typed since; False where there is none."""
        if not self._undo:
            return False
        step = self._undo.pop()
        before, now = step.before, self.draft.visit
        note = step.note_without(now.note) or now.note
        self.undone_line = note.quick_line
        stays = {"therapist": now.therapist, "unconfirmed": now.unconfirmed}
        visit = before.visit.model_copy(update={"note": note, **stays})
        self._take(before.model_copy(update={"visit": visit}))
        return True

    def _claim_visit(self) -> None:
        """Make a visit that is booked for no one yet the writer's own, in the chart at once."""
        if self.draft.visit.therapist:
            return
        mine = self.draft.visit.model_copy(update={"therapist": self.store.person})
        self._take(self.draft.model_copy(update={"visit": mine}))
        self.save()

    def _take(self, draft: Draft) -> None:
        """Take a draft, with the payer that the coverage names unless one was chosen by hand."""
        visit = following(draft.visit, self.chart.file.coverage)
        self.draft = draft.model_copy(update={"visit": visit})
        self._journal.put(self.draft)

    def move(self, place: CursorPlace) -> None:
        """Remember where the cursor stands."""
        if place != self.place:
            self.place = place
            self._journal.cursor(place.field, place.row, place.column)

    def kept_words(self, name: str) -> Kept:
        """Return what keeps the words of a dialog over this visit."""
        return Kept(self._journal, name)

    @property
    def asked(self) -> dict[str, Words]:
        """The dialogs in which something is typed and neither answered nor left, by their names."""
        return self._journal.asked

    def flush(self, *, now: bool = False) -> None:
        """Make the journal durable: at once, or if the last time was a second ago."""
        if now:
            self._journal.flush()
        else:
            self._journal.flush_if_due()

    def case(self) -> Case:
        """Return everything the rules may look at."""
        store = self.store
        today, book = store.clock.today(), store.books.book
        return case_of(self.chart, self.draft, store.office, today, book, therapist_day=self._therapist_day)

    def read_file(self) -> str:
        """Take up what the chart knows of the client by now, and tell what that makes of the payer.

        The rest of the visit stays as it is written here.
        """
        fresh = self.store.chart(self.chart.id, visit=self.draft.visit.id)
        self.chart = self.chart.model_copy(update={"file": fresh.file, "revision": fresh.revision})
        before, now = self.draft.visit, following(self.draft.visit, fresh.file.coverage)
        if now == before:
            return ""
        self._take(self.draft.model_copy(update={"visit": now}))
        return payer_is_now(now, fresh.file, self.store.office)

    def entered(self, before: ClientFile) -> str:
        """Note that something was entered in the client's file from here, so that it can be undone here."""
        draft = self.draft
        said = self.read_file()
        self._undo.append(UndoStep(draft, self.draft, Entered(before, self.chart.file, of_note=False)))
        return said

    def choose_payer(self, choice: PayerChoice) -> str:
        """Let someone's choice of payer and case stand, in the chart at once, and tell what it is now."""
        visit = with_choice(self.draft.visit, choice, self.chart.file)
        if visit == self.draft.visit:
            return payer_stays(visit, self.store.office)
        self.change(self.draft.model_copy(update={"visit": visit}))
        self.save()
        return payer_is_now(visit, self.chart.file, self.store.office)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules find, without what someone has dismissed."""
        return self.judged()[0]

    def judged(self) -> tuple[tuple[Finding, ...], tuple[DismissedFinding, ...]]:
        """Return the findings that stand, and those that someone set aside."""
        dismissals, visit, store = self.kept.dismissals, self.draft.visit, self.store
        # Frozen records, and a day: where each is what was judged last, so is the answer.
        today = store.clock.today()
        asked = (self.draft, dismissals, self.chart, store.office, self._therapist_day, store.books.book)
        if today != self._judged_on or any(map(is_not, asked, self._judged_last)):
            found = lint(self.case())
            self._judged_on, self._judged_last = today, asked
            self._judged = standing(found, dismissals, visit), dismissed_findings(found, dismissals, visit)
        return self._judged

    def apply_fix(self, fix: Fix) -> None:
        """Make the change that a finding offers."""
        if fix.apply is not None:
            self.change(fix.apply(self.draft))

    def dismiss_finding(self, finding: Finding, reason: str) -> None:
        """Set a finding aside for a reason, which is kept in the chart."""
        said = dismissal(self.store, self.draft.visit, finding, reason, lint(self.case()))
        self._say_of_finding(Act.DISMISSED, said)

    def restore_finding(self, dismissal: Dismissal) -> None:
        """Let a finding that was set aside count again; both words stay in the chart."""
        self._say_of_finding(Act.DISMISSAL_ENDED, restoration(self.store, dismissal))

    def _say_of_finding(self, act: Act, dismissal: Dismissal) -> None:
        self.save()
        self.store.commit(ChartChange(act, self.chart.id, subject=self.draft.visit.id, dismissal=dismissal))
        self.kept = self.kept.model_copy(update={"dismissals": (*self.kept.dismissals, dismissal)})

    def change_to_save(self) -> ChartChange:
        """Return the edit that brings the chart up to the draft, after any save that is under way."""
        self._let_saving_end()
        return ChartChange(
            Act.EDITED,
            self.chart.id,
            subject=self.draft.visit.id,
            visit=self.draft.visit,
            visit_revision=self._revision,
            claim=self.draft.claim,
            session=self._journal.head.session,
            sequence=self._journal.sequence,
            how=payer_change(self._saved.visit, self.draft.visit, self.chart.file, self.store.office),
        )

    def save(self) -> None:
        """Bring the chart up to the draft, as one edit; the journal then starts again.

        What is only tried out is not saved.
        """
        self._let_saving_end()
        if self.unsaved and not self._journal.tried_out:
            self._note(self._save()())

    @property
    def saving(self) -> bool:
        """Whether a save is under way, or over and not yet noted."""
        return self._saving is not None

    def begin_save(self, when_done: Callable[[], object]) -> None:
        """Save what the draft says now in a thread, which calls ``when_done``; then ``end_save`` notes it."""
        save = self._save()
        self._saving = save.begin(when_done)

    def end_save(self) -> None:
        """Wait for the save that is under way, if any, and note it; raises what refused it."""
        saving, self._saving = self._saving, None
        if saving is not None:
            self._note(saving.result())

    def _let_saving_end(self) -> None:
        # Whoever waits saves again, or leaves all to the journal: a refusal comes again, or is no matter.
        with suppress(ChartingError):
            self.end_save()

    def _save(self) -> Save:
        change = self.change_to_save()
        return Save(self.store, self._journal, self.draft, change)

    def _note(self, saved: Saved) -> None:
        """Note what the chart has now."""
        self._saved, self._revision = saved.draft, saved.revision
        now = {"visit": saved.draft.visit, "claim": saved.draft.claim, "revision": saved.revision}
        self.kept = self.kept.model_copy(update=now)
        if saved.day is not None:
            # An index that cannot answer must not keep anybody from writing; the last answer stands.
            self._therapist_day = saved.day
        if saved.full is not None:
            raise saved.full

    def leave(self, *, go_on_later: bool = False) -> None:
        """Save and give the journal up. Where saving is refused, the journal keeps every key.

        With ``go_on_later`` the next login goes on here if something is typed in a dialog.
        """
        self.save()
        self._journal.close(discard=not (go_on_later and self.asked))

    def signed_off(self) -> None:
        """Give the journal up after the visit was signed."""
        self._saved = self.draft
        self._journal.close(discard=True)

    def settle(self, draft: Draft, theirs: VisitFile) -> None:
        """Save what is to stand over what someone else saved meanwhile; whose visit it is by then stays."""
        self._let_saving_end()
        whose = {"therapist": theirs.visit.therapist or draft.visit.therapist}
        draft = draft.model_copy(update={"visit": draft.visit.model_copy(update=whose)})
        self._revision = theirs.revision
        self.kept = theirs
        self._take(draft)
        self.save()

    @property
    def wanted(self) -> bool:
        """Whether another login of the same person asks to go on here."""
        return self._journal.wanted()

    def let_go(self) -> None:
        """Give the journal up with all that is in it, for the login that goes on."""
        self._let_saving_end()
        self._journal.flush()
        self._journal.close()
