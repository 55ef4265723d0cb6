"""What in the note shows that treatment is needed: N006, N007."""

from collections.abc import Iterator

from charting_tui.coding.prose.note_words import names
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule


@rule(
    "N006",
    "no-functional-limit",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="massageseattle.net on Regence; eviCore's massage criteria: functional limitation at baseline",
    audience=INSURERS,
    denials=("CO-50", "CO-150", "M25", "N661"),
    bad="neck pain 6/10",
    good="cannot look over the left shoulder",
)
def no_functional_limit(case: Case) -> Iterator[Fault]:
    """The record tells pain, and nothing the client cannot do or wants to do again.

    Payers pay to restore function: sitting, driving, lifting, sleeping, work. Goals and measures of
    function count, on the visit as in the plan of care. Write only what is so.
    """
    note = case.visit.note
    if not case.noted or not case.bills_insurer:
        return
    known = (
        case.visit.goals
        or (case.plan is not None and case.plan.goals)
        or (note.facts is not None and (note.facts.function or note.facts.outcomes))
        or any(names("function", measure.name) for measure in case.visit.measures)
    )
    if not known and not names("function", note.text()):
        yield Fault(
            "visit.note.subjective",
            "The note names no limit in daily life and no goal.",
            "Ask what the pain keeps the client from, and write the answer.",
            (Fix("Go to the subjective part", jump="visit.note.subjective"),),
            missing=case.signature is None,
        )


@rule(
    "N007",
    "no-objective-finding",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Massage documentation guides (massagemag 87759, mblexguide, wellistic)",
    audience=INSURERS,
    denials=("CO-50", "CO-150", "M25", "N661"),
    bad="“tight”",
    good="C-rot L 50 deg, TTP L UT 3/4",
)
def no_objective_finding(case: Case) -> Iterator[Fault]:
    """The objective part has no palpation, range, posture, test or measure.

    Bare tightness is an impression; tone, tenderness with its grade, degrees and tests are findings.
    An empty part is another matter (N005).
    """
    note = case.visit.note
    if not case.noted or not case.bills_insurer or not note.objective.strip():
        return
    known = case.visit.measures or (note.facts is not None and (note.facts.findings or note.facts.ranges))
    if not known and not names("finding", case.told.objective):
        yield Fault(
            "visit.note.objective",
            "The objective part has no palpation, range, posture, test or measure.",
            "Write what you found, with its grade or degrees.",
            (Fix("Go to the objective part", jump="visit.note.objective"),),
            missing=case.signature is None,
        )
