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
    source="Audit practice on copied notes, as for N004; three facts of today are our own figure",
    audience=EVERYBODY,
    denials=("CO-50",),
    bad="a plan of last week, and nothing measured or found today",
    good="the same plan with today's pain, tenderness and response",
)
def carried_without_today(case: Case) -> Iterator[Fault]:
    """Lines are carried from an earlier visit, and the note says too little of today.

    A visit that repeats the plan of the last is still a visit of its own: a carried note says at least
    how much (a score, a range, a time), where or what was found, and how the client responded. What is
    typed counts like what is charted by a quick line; carried lines do not count. A first visit has
    nothing to carry.
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
            f"The note is carried, and of today it lacks {' and '.join(wanting)}.",
            "Write what was so today: a score, a finding or its place, the response.",
            (Fix("Go to the subjective part", jump="visit.note.facts"),),
            missing=case.signature is None,
        )


def _wanting(facts: Facts, said: str, assessed: str) -> Iterator[str]:
    scores = (facts.scores, facts.ranges, facts.function, facts.outcomes, facts.goals)
    if not any(scores) and not _SCORE.search(said):
        yield "a score"
    regions = (facts.findings, facts.symptoms, any(given.areas for given in facts.treatments))
    if not any(regions) and not names("finding", said) and not areas_in(said):
        yield "a finding"
    if not (facts.responses or facts.response) and not _RESPONSE.search(said) and not assessed:
        yield "a response"


@rule(
    "N017",
    "carried-not-affirmed",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice: copied text is the signer's own word; marking it is this program's",
    audience=EVERYBODY,
    bad="three lines of last week as they were",
    good="the same lines, affirmed as still so",
)
def carried_not_affirmed(case: Case) -> Iterator[Fault]:
    """Carried lines stand unchanged, and nobody has said that they are still so.

    Changing a line makes it today's; affirming it says that it was read and is still true. The signed
    record shows how many lines are unchanged, since when, and how many of them were affirmed.
    """
    if not case.noted:
        return
    still_open = case.signature is None
    for section in SECTIONS:
        lines = [one for one in carried(case.visit.note) if one.section == section and not one.affirmed]
        if lines:
            told = "1 carried line stands" if len(lines) == 1 else f"{len(lines)} carried lines stand"
            yield Fault(
                f"visit.note.{section}.carried",
                f"{told} in the {section} part, not affirmed.",
                "Read them: change what is not so, and affirm the rest.",
                (Fix(f"Affirm the {section} part: still so today", apply=partial(_affirmed, section)),)
                if still_open
                else (),
                missing=still_open,
            )


def _affirmed(section: str, draft: Draft) -> Draft:
    return with_note(draft, with_affirmed(draft.visit.note, section))
