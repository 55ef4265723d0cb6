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
    """The note records pain, but nothing the client can't do or wants to get back to.

    Payers pay to restore function: sitting, driving, lifting, sleeping, work. Goals and functional
    measures count, in the visit or in the plan of care. Write only what is true.
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
            "The note has no functional limitation and no goal.",
            "Ask the client what the pain keeps them from doing. Write that and a goal.",
            (Fix("Go to Subjective", jump="visit.note.subjective"),),
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
    """Objective has no palpation, range of motion, posture, test or measurement.

    “Tight” alone is an impression. Tone, graded tenderness, degrees and tests are objective findings.
    An empty Objective section is a separate finding (N005).
    """
    note = case.visit.note
    if not case.noted or not case.bills_insurer or not note.objective.strip():
        return
    known = case.visit.measures or (note.facts is not None and (note.facts.findings or note.facts.ranges))
    if not known and not names("finding", case.told.objective):
        yield Fault(
            "visit.note.objective",
            "Objective has no palpation, ROM, posture, test or measurement.",
            "Write what you found, with grades or degrees.",
            (Fix("Go to Objective", jump="visit.note.objective"),),
            missing=case.signature is None,
        )
