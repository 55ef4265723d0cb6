"""An evaluation soon after another: C032."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.records.draft_edits import set_code
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit, VisitKind
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import off_the_bill
from charting_tui.rules.codes.pairs import clashes
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_AGAIN = {
    **dict.fromkeys(("97161", "97162", "97163"), "97164"),
    **dict.fromkeys(("97165", "97166", "97167"), "97168"),
}
"""Evaluations by the code of the one that follows in the same course."""
_DAYS = 60
"""Within which another evaluation is of the same course; this program's own choice."""
_FORTNIGHT = 14
"""Within which a second re-evaluation is asked about; this program's own choice."""


@rule(
    "C032",
    "evaluation-again",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 97; 60 and 14 days: set by this program; Pub. 100-02 ch. 15 §220.3: not verified",
    audience=INSURERS,
    denials=("CO-97", "CO-151", "M13", "N113"),
    bad="97161 a week after 97161",
    good="97164 four weeks after 97161",
)
def evaluation_again(case: Case) -> Iterator[Fault]:
    """An initial evaluation is billed, but the client had one for the same condition in the last 60 days.

    Within a course of treatment, use a re-evaluation code if a change calls for one: 97164 for a PT,
    97168 for an OT. Another case, other diagnoses, or a discharge in between start a new course. A
    second re-evaluation within two weeks is reported too.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        if line.code in _AGAIN.values() and (last := _newest(case, frozenset({line.code}), _FORTNIGHT)):
            yield Fault(
                line.path("code"),
                f"{line.code} is billed again; the last re-evaluation was {last.date:%m/%d/%Y}.",
                "Do not bill it unless a change called for another re-evaluation.",
                (off_the_bill(line),),
            )
        again = _AGAIN.get(line.code)
        firsts = frozenset(code for code, later in _AGAIN.items() if later == again)
        before = _newest(case, firsts, _DAYS) if again else None
        if again is None or before is None:
            continue
        swap = (Fix(f"Change this line to {again}", set_code(line.index, again)),)
        yield Fault(
            line.path("code"),
            f"{line.code} is an initial evaluation, but the client had one on {before.date:%m/%d/%Y}.",
            f"If a re-evaluation was needed, use {again}. Otherwise do not bill it.",
            (*(() if clashes(case, line, again) else swap), off_the_bill(line)),
        )


def _newest(case: Case, codes: frozenset[str], within: int) -> Visit | None:
    """Return the newest visit of the same course with one of these codes, so many days back at the most."""
    visit = case.visit
    categories = {written(code)[:CATEGORY] for code in visit.diagnoses if code.strip()}
    found = None
    for other in case.earlier_visits:
        if not other.state.kept or (other.payer, other.case) != (visit.payer, visit.case):
            continue
        if other.kind is VisitKind.DISCHARGE:
            found = None
        days = (visit.date - other.date).days
        theirs = {written(code)[:CATEGORY] for code in other.diagnoses if code.strip()}
        alike = not theirs or not categories or bool(theirs & categories)
        evaluated = any(service.code.strip().upper() in codes for service in other.services)
        if evaluated and alike and 0 < days <= within:
            found = other
    return found
