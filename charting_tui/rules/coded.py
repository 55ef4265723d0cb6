"""That something was coded at all."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.records.visit import VisitState
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule


@rule(
    "C029",
    "no-procedure-coded",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="NUCC, CMS-1500 item 24D; arithmetic: nothing coded is nothing billed",
    audience=EVERYBODY,
    bad="a signed note without a code",
    good="a signed note with 97124",
    overrulable=False,
)
def no_procedure_coded(case: Case) -> Iterator[Fault]:
    """The note says that the client was treated, and no procedure is coded.

    Without a code line there is nothing to bill to anybody, and the visit would look ready with no money
    in it. A visit that is to be billed to nobody has its line too, marked so.
    """
    begun = case.visit.state is not VisitState.BOOKED or case.visit.note.text().strip()
    if case.visit.state.kept and case.note_given and begun and not case.visit.services:
        yield Fault(
            "visit.services",
            "No procedure is coded.",
            "Add the code of what was done; bill it to nobody if nothing is to be paid.",
            missing=True,
        )


RULES = (no_procedure_coded,)
