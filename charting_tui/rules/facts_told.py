"""What the facts of a note say and its text does not: N015."""

from collections.abc import Iterator

from charting_tui.coding.fact_words import Untold, untold
from charting_tui.records.claim import Draft
from charting_tui.records.note_lines import sentences_of
from charting_tui.records.people import Role
from charting_tui.records.visit import LineOrigin, Note, Provenance
from charting_tui.rules.case import Case
from charting_tui.rules.changes import Change, with_note
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_MOST_TOLD = 44
"""Letters of a fact that fit into the sentence."""


@rule(
    "N015",
    "facts-differ-from-note",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice: a record agrees with itself; no official figure, the comparison is our own",
    trips="facts of pain 6 before and 4 after, and a note of 5 before",
    passes="the same values in other words",
)
def facts_differ_from_note(case: Case) -> Iterator[Fault]:
    """What was charted as a value no longer stands in the text.

    A quick line leaves facts and sentences. The sentences may be written anew in any words: only numbers,
    sides, areas and what is denied are compared. Trends and codes go on with the facts, so where the two
    differ, one of them is wrong. Nothing is changed by itself: write the sentence again, or let the fact go.
    """
    note = case.visit.note
    for one in untold(note):
        lost = _sentence_of(one, note)
        told = one.told if len(one.told) <= _MOST_TOLD else f"{one.told[: _MOST_TOLD - 1]}…"
        fixes = [Fix(f"Write again: {lost}", apply=_written_again(one.section, lost))] if lost else []
        fixes.append(Fix(f"Let go of the fact: {told}", apply=_let_go(one)))
        yield Fault(
            f"visit.note.{one.section}",
            f"The facts say {told}; the {one.section} part does not.",
            "Correct the text, write the sentence again, or let the fact go.",
            tuple(fixes) if case.signature is None else (),
        )


def _sentence_of(one: Untold, note: Note) -> str:
    """Return the sentence that told the fact when it was written, or nothing where none is known."""
    brought = (
        sentence
        for origin in note.provenance
        if origin.section == one.section and origin.origin is LineOrigin.FACTS
        for sentence in sentences_of(origin.text)
    )
    now = sentences_of(getattr(note, one.section))
    return next((sentence for sentence in brought if sentence not in now and _tells(sentence, one, note)), "")


def _tells(sentence: str, one: Untold, note: Note) -> bool:
    alone = Note(facts=note.facts).model_copy(update={one.section: sentence})
    return all((other.kind, other.place) != (one.kind, one.place) for other in untold(alone))


def _written_again(section: str, sentence: str) -> Change:
    def change(draft: Draft) -> Draft:
        note = draft.visit.note
        before = getattr(note, section).rstrip()
        origin = Provenance.model_validate(
            {"section": section, "line": 0, "origin": LineOrigin.FACTS, "text": sentence}
        )
        text = f"{before}\n{sentence}" if before else sentence
        return with_note(
            draft, note.model_copy(update={section: text, "provenance": (*note.provenance, origin)})
        )

    return change


def _let_go(one: Untold) -> Change:
    def change(draft: Draft) -> Draft:
        facts = draft.visit.note.facts
        if facts is None:
            return draft
        known = getattr(facts, one.kind)
        left = "" if isinstance(known, str) else (*known[: one.place], *known[one.place + 1 :])
        facts = facts.model_copy(update={one.kind: left})
        return with_note(draft, draft.visit.note.model_copy(update={"facts": facts}))

    return change


RULES = (facts_differ_from_note,)
