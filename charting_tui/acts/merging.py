"""What can stand when the same visit was written in two places at once."""

from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS


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


def _joined(theirs: str, mine: str) -> str:
    if mine.startswith(theirs) or not theirs.strip():
        return mine
    return theirs if theirs.startswith(mine) else f"{theirs}\n{mine}"
