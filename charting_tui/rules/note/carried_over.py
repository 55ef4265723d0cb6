"""Notes that were carried from an earlier visit: N016 and N017."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain

from charting_tui.coding.prose.evidence import areas_in
from charting_tui.coding.prose.note_words import names
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import with_note
from charting_tui.records.people import Role
from charting_tui.records.visit import SECTIONS, Facts, VisitKind, carried, sentences_of, with_affirmed
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import all_of

_SCORE = re.compile(r"\d\s*(?:/|of|out of|°|%|deg|min|cm\b|mm\b|kg\b|lb)|\d\s*(?:>|→|to)\s*\d", re.IGNORECASE)
_RESPONSE = re.compile(
    r"\b(?:improv\w*|better|worse|unchanged|tolerat\w*|respon\w*|relie\w*|relax\w*|eased|less|no change)\b",
    re.IGNORECASE,
)


@rule(
    "N016",
    "carried-without-today",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice on copied notes, as for N004; asking for three facts is this program's choice",
    audience=EVERYBODY,
    denials=("CO-50",),
    bad="last week's plan copied forward, and nothing measured or found today",
    good="the same plan, with today's pain, tenderness and response",
)
def carried_without_today(case: Case) -> Iterator[Fault]:
    """Lines were copied forward from an earlier visit, and the note says too little about today.

    Each visit needs its own note, even when the plan is the same. A note with copied lines must still
    say how much (a score, range or time), where or what you found, and how the client responded. Typed
    text counts, and so does the quick line; copied lines do not. A first visit has nothing to copy.
    """
    note = case.visit.note
    if not case.noted or case.visit.kind is VisitKind.INITIAL or not (lines := carried(note)):
        return
    said = {section: list(sentences_of(getattr(case.told, section))) for section in SECTIONS}
    for line in lines:
        for sentence in sentences_of(line.text):
            if sentence in said[line.section]:
                said[line.section].remove(sentence)
    wanting = list(
        _wanting(
            note.facts or Facts(), " ".join(chain.from_iterable(said.values())), " ".join(said["assessment"])
        )
    )
    if wanting:
        yield Fault(
            "visit.note.facts",
            f"The note was copied forward; today's {all_of(wanting)} "
            f"{'is' if len(wanting) == 1 else 'are'} missing.",
            "Write today's score, what you found and where, and how the client responded.",
            (Fix("Go to Subjective", jump="visit.note.facts"),),
            missing=case.signature is None,
        )


def _wanting(facts: Facts, said: str, assessed: str) -> Iterator[str]:
    scores = (facts.scores, facts.ranges, facts.function, facts.outcomes, facts.goals)
    if not any(scores) and not _SCORE.search(said):
        yield "score"
    regions = (facts.findings, facts.symptoms, any(given.areas for given in facts.treatments))
    if not any(regions) and not names("finding", said) and not areas_in(said):
        yield "finding"
    if not (facts.responses or facts.response) and not _RESPONSE.search(said) and not assessed:
        yield "response"


@rule(
    "N017",
    "carried-not-affirmed",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice: you answer for copied text; marking it is this program's choice",
    audience=EVERYBODY,
    bad="three lines from last week, copied forward and not confirmed",
    good="the same lines, confirmed as still true",
)
def carried_not_affirmed(case: Case) -> Iterator[Fault]:
    """Copied lines are unchanged, and no one has confirmed that they are still true.

    If you edit a line, it counts as written today. If you confirm it, you say that you read it and it
    is still true. The signed record shows how many lines are unchanged, since when, and how many were
    confirmed.
    """
    if not case.noted:
        return
    still_open = case.signature is None
    for section in SECTIONS:
        lines = [one for one in carried(case.visit.note) if one.section == section and not one.affirmed]
        if lines:
            told = "1 line copied" if len(lines) == 1 else f"{len(lines)} lines copied"
            yield Fault(
                f"visit.note.{section}.carried",
                (
                    f"{told} forward into {section.capitalize()} "
                    f"{'has' if len(lines) == 1 else 'have'} not been confirmed."
                ),
                "Edit what has changed, and confirm the rest.",
                (Fix(f"Confirm {section.capitalize()}: still true today", apply=partial(_affirmed, section)),)
                if still_open
                else (),
                missing=still_open,
            )


def _affirmed(section: str, draft: Draft) -> Draft:
    return with_note(draft, with_affirmed(draft.visit.note, section))
