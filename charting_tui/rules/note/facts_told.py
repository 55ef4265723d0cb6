"""What the facts of a note say and its text does not, N015, and facts that contradict each other, N021."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.coding.prose.fact_words import Untold, contradictions, untold
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import Change, with_note
from charting_tui.records.people import Role
from charting_tui.records.visit import Facts, LineOrigin, Note, Provenance, sentences_of
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_MOST_TOLD = 44
"""Letters of a fact that fit into the sentence."""

_MOST_OF_TWO = 27
"""Letters of each of two facts that fit into it."""

_MOSTLY = 0.6
"""The share of words from which a sentence is another one's edited form: our own figure."""


@rule(
    "N015",
    "facts-differ-from-note",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice: a record must not contradict itself; the comparison is this program's",
    audience=EVERYBODY,
    denials=("N206",),
    bad="pain 6 before and 4 after in the quick line, but pain 5 before in the note",
    good="the same values in other words",
)
def facts_differ_from_note(case: Case) -> Iterator[Fault]:
    """A value that you recorded is no longer in the text.

    A quick line saves values and writes sentences. You can reword the sentences as you like: only
    numbers, sides, areas and what the client denies are compared. Trends and codes use the saved
    values, so if the two differ, one of them is wrong. Nothing changes by itself: restore the sentence,
    or delete the value.
    """
    note = case.visit.note
    lost_facts = untold(case.told)
    gone = _sentences_gone(note) if lost_facts and case.signature is None else []
    for one in lost_facts:
        lost = next((said for said in gone if said.tells(one)), None)
        told = one.told if len(one.told) <= _MOST_TOLD else f"{one.told[: _MOST_TOLD - 1]}…"
        fixes = [Fix(f"Restore: {lost.text.rstrip('.')}", apply=_written_again(lost))] if lost else []
        fixes.append(Fix(f"Delete the value: {told}", apply=_let_go(one)))
        yield Fault(
            f"visit.note.{one.section}",
            f"You recorded {told}, but {one.section.capitalize()} doesn't say so.",
            "Edit the text, restore the sentence, or delete the value.",
            tuple(fixes) if case.signature is None else (),
        )


@rule(
    "N021",
    "facts-contradict",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audit practice: a record must not contradict itself; the comparison is this program's",
    audience=EVERYBODY,
    denials=("N206",),
    bad="neck pain 6 and neck pain 2 in one visit",
    good="neck pain 6 and low back pain 2, or neck pain 6 before and 2 after",
)
def facts_contradict(case: Case) -> Iterator[Fault]:
    """Two values recorded for this visit contradict each other.

    Examples: two pain scores for one place at one time, two ranges for one movement on one side, a
    finding both present and absent, a symptom both reported and denied, improved and worse. Only
    recorded values are compared, not text you typed yourself.
    """
    for one in contradictions(case.told.facts or Facts()):
        yield Fault(
            f"visit.note.{one.section}",
            f"“{_tail(one.one)}” and “{_tail(one.other)}” contradict each other.",
            f"Correct the wrong one in {one.section.capitalize()}, and delete its value.",
        )


def _tail(told: str) -> str:
    """Return a fact as long as it fits; its end, because the values stand there."""
    return told if len(told) <= _MOST_OF_TWO else f"…{told[1 - _MOST_OF_TWO :]}"


@dataclass(frozen=True)
class _Gone:
    """A sentence that facts were written as, and that stands no longer."""

    section: str
    text: str
    silent: frozenset[tuple[str, int]]
    """The facts that it does not tell."""

    def tells(self, one: Untold) -> bool:
        return self.section == one.section and (one.kind, one.place) not in self.silent


def _sentences_gone(note: Note) -> list[_Gone]:
    gone = {
        (origin.section, sentence): None
        for origin in note.provenance
        if origin.origin in {LineOrigin.FACTS, LineOrigin.CARRIED} and not origin.report
        for sentence in sentences_of(origin.text)
        if sentence not in sentences_of(getattr(note, origin.section))
    }
    return [
        _Gone(section, text, frozenset((one.kind, one.place) for one in untold(_alone(note, section, text))))
        for section, text in gone
    ]


def _alone(note: Note, section: str, sentence: str) -> Note:
    return Note(facts=note.facts).model_copy(update={section: sentence})


def _written_again(lost: _Gone) -> Change:
    def change(draft: Draft) -> Draft:
        note = draft.visit.note
        before = getattr(note, lost.section).rstrip()
        edited = _edited_from(lost, note)
        origin = Provenance.model_validate(
            {"section": lost.section, "line": 0, "origin": LineOrigin.FACTS, "text": lost.text}
        )
        text = before.replace(edited, lost.text, 1) if edited else f"{before}\n{lost.text}".strip()
        provenance = (*note.provenance, origin)
        return with_note(draft, note.model_copy(update={lost.section: text, "provenance": provenance}))

    return change


def _edited_from(lost: _Gone, note: Note) -> str:
    """Return the sentence that stands where the lost one stood, with most of its words; else nothing."""
    brought = {sentence for origin in note.provenance for sentence in sentences_of(origin.text)}
    words = set(lost.text.casefold().split())
    for sentence in sentences_of(getattr(note, lost.section)):
        said = set(sentence.casefold().split())
        if sentence not in brought and len(said & words) >= _MOSTLY * len(said | words):
            return sentence
    return ""


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
