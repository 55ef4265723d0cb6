"""Bringing a visit's draft into its chart, at once or in a thread while its writer goes on."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from charting_tui.errors import ChartingError
from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS, Visit
from charting_tui.rules.case import Occupied
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import Journal
from charting_tui.store.refusals import JournalFull
from charting_tui.worklist.summarise import therapist_day


@dataclass(frozen=True)
class Saved:
    """What the chart has now, and what was looked up after it had it."""

    draft: Draft
    revision: int
    day: tuple[Occupied, ...] | None
    full: JournalFull | None
    """Why the journal could not begin again over what is saved; it goes on as it is."""


@dataclass(frozen=True)
class Save:
    """One draft on its way into the chart. Any thread may do it; what is typed meanwhile stays typed."""

    store: ChartStore
    journal: Journal
    draft: Draft
    change: ChartChange

    def __call__(self) -> Saved:
        """Do it; raises what the store refuses it with."""
        revision = self.store.commit(self.change).visit_revision
        full = None
        try:
            self.journal.restart(revision, self.change.sequence)
        except JournalFull as fault:
            full = fault
        return Saved(self.draft, revision, day_around(self.store, self.draft.visit), full)

    def begin(self, when_done: Callable[[], object]) -> Future[Saved]:
        """Do it in a thread, which calls ``when_done`` at its end, whatever came of it."""
        thread = ThreadPoolExecutor(1)
        saved = thread.submit(self)
        saved.add_done_callback(lambda _: when_done())
        thread.shutdown(wait=False)
        return saved


def day_around(store: ChartStore, visit: Visit) -> tuple[Occupied, ...] | None:
    """Return the therapist's other visits of that day; None where there is none or the index cannot tell."""
    if visit.therapist:
        with suppress(ChartingError):
            return therapist_day(store.summaries(day=visit.date, therapist=visit.therapist), visit)
    return None


def both(theirs: Draft, mine: Draft) -> Draft:
    """Return one draft with both texts in each section, both sets of code lines, and my other values.

    Letters of their lines are dropped where our diagnoses differ: they would point elsewhere.
    """
    sections = {
        section: _joined(getattr(theirs.visit.note, section), getattr(mine.visit.note, section))
        for section in SECTIONS
    }
    origins = tuple(dict.fromkeys((*mine.visit.note.provenance, *theirs.visit.note.provenance)))
    known = {line.id for line in mine.visit.services}
    more = tuple(line for line in theirs.visit.services if line.id not in known)
    diagnoses = mine.visit.diagnoses or theirs.visit.diagnoses
    claim = mine.claim
    for line in more:
        billed = theirs.claim.line(line.id)
        same = diagnoses == theirs.visit.diagnoses
        claim = claim.with_line(billed if same else billed.model_copy(update={"pointers": ()}))
    visit = mine.visit.model_copy(
        update={
            "note": mine.visit.note.model_copy(update={**sections, "provenance": origins}),
            "services": (*mine.visit.services, *more),
            "diagnoses": diagnoses,
        }
    )
    return Draft(visit=visit, claim=claim)


Side = Literal["mine", "theirs", "both"]
"""Which text of a section stands after two logins wrote it."""


def differing(theirs: Draft, mine: Draft) -> tuple[str, ...]:
    """Return the sections that say something else in the two."""
    return tuple(
        section
        for section in SECTIONS
        if getattr(theirs.visit.note, section) != getattr(mine.visit.note, section)
    )


def merged(theirs: Draft, mine: Draft, sides: Mapping[str, Side]) -> Draft:
    """Return one draft with both, and of some sections the text of one side alone."""
    made, drafts = both(theirs, mine), {"mine": mine, "theirs": theirs}
    texts = {name: getattr(drafts[side].visit.note, name) for name, side in sides.items() if side != "both"}
    note = made.visit.note.model_copy(update=texts)
    return made.model_copy(update={"visit": made.visit.model_copy(update={"note": note})})


def _joined(theirs: str, mine: str) -> str:
    if mine.startswith(theirs) or not theirs.strip():
        return mine
    return theirs if theirs.startswith(mine) else f"{theirs}\n{mine}"
