"""Ten ways to write a note otherwise that keep its values, and changes that do not."""

from datetime import date

import pytest

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.coding.prose.fact_words import untold
from charting_tui.records.claim import Draft
from charting_tui.records.visit import Note, Visit, VisitState
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Severity
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied

from .rule_forms import found
from .shorthand.ten_clients import CLIENTS

DAY = date(2026, 11, 20)
LINE = (
    "p6>4 desk; ha; no numb; fn drive 20>30min; ut b3 lev r2 trp; no trp; neck rot r70>80; slr- l; "
    "mfr30 @ ut lev; ndi 40>32%; imp; 1xw6 str"
)


def charted(line: str) -> Note:
    return applied(Visit(date=DAY), read(line), packaged_vocabulary()).visit.note


NOTE = charted(LINE)


@pytest.mark.parametrize("line", [line for lines in CLIENTS.values() for line in lines])
def test_what_is_rendered_says_its_facts(line: str) -> None:
    assert untold(charted(line)) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"subjective": "Came at six of ten, left at four. HA, no numbness. Drives 30 min, was 20."},
        {"subjective": "NPRS 6 -> 4. C/o headache. Denies N/T. Driving tolerance 20 → 30 min."},
        {"subjective": "6/10, now 4/10. Headaches stay; numbness absent. Drives thirty, was 20."},
        {"subjective": "Drove 30 minutes instead of 20.", "assessment": "Pain 6/10 → 4/10. NDI 40 to 32."},
        {
            "objective": "UT bilat 3/4, R lev scap 2/4 with TrPs. C-rot R 70 deg → 80 deg. SLR neg L. "
            "MFR 30 min UT and lev."
        },
        {
            "objective": "Both upper traps grade 3; right levator 2 w/ trigger pts. Rotation (R) 70° pre, "
            "80° post. Straight leg raise negative left. Myofascial release 30 minutes."
        },
        {
            "objective": "L and R upper trapezius three of four. Levator on the right two of four, knotty. "
            "Right rotation: 80° (70° before). SLR - on the left. Thirty minutes of MFR."
        },
        {"assessment": "NDI improved, 40 % to 32 %. Better."},
        {"plan": "Weekly x 6, stretches daily."},
        {"plan": "See her once weekly for the next six weeks; she stretches at home."},
    ],
)
def test_other_words_with_the_same_values_are_no_difference(changed: dict[str, str]) -> None:
    assert untold(NOTE.model_copy(update=changed)) == ()


@pytest.mark.parametrize(
    ("section", "said", "instead", "kind"),
    [
        ("subjective", "6/10", "5/10", "scores"),
        (
            "subjective",
            "Pain was 6/10 before treatment and 4/10 after, aggravated by desk work. ",
            "",
            "scores",
        ),
        ("subjective", "Client reports headache.", "No headache.", "symptoms"),
        ("subjective", "Denies numbness.", "Reports numbness.", "denied"),
        ("subjective", "30 minutes", "45 minutes", "function"),
        ("objective", "80°", "85°", "ranges"),
        ("objective", "Right neck rotation", "Left neck rotation", "ranges"),
        ("objective", "right levator scapulae", "left levator scapulae", "findings"),
        ("objective", "in the upper trapezius on both sides", "in the hamstrings", "findings"),
        ("objective", "grade 3", "grade 1", "findings"),
        ("objective", "straight leg raise was negative", "straight leg raise was positive", "tests"),
        ("objective", ", 30 minutes", "", "treatments"),
        ("assessment", "32%", "38%", "outcomes"),
        ("plan", "for six weeks", "for four weeks", "frequency"),
    ],
)
def test_another_value_is_a_difference(section: str, said: str, instead: str, kind: str) -> None:
    text = getattr(NOTE, section)
    assert said in text
    changed = NOTE.model_copy(update={section: text.replace(said, instead)})
    assert [one.kind for one in untold(changed)] == [kind]
    assert {one.section for one in untold(changed)} == {section}


def test_a_note_without_facts_differs_from_nothing() -> None:
    assert untold(Note(subjective="Pain 6/10.")) == ()


@pytest.mark.parametrize("text", ["", "José 🙂 [red]", "٣/10", "6" * 400, "l r - + ("])
def test_any_text_can_be_compared(text: str) -> None:
    assert untold(NOTE.model_copy(update={"subjective": text, "objective": text}))


def case_of(note: Note) -> Case:
    return Case(Visit(date=DAY, state=VisitState.DONE, note=note), tables_on(DAY), today=DAY)


def test_the_sentence_that_told_a_fact_can_be_written_again() -> None:
    changed = NOTE.model_copy(update={"subjective": "Slept well."})
    (lost,) = [one for one in found(case_of(changed), "N015") if "pain 6 → 4" in one.message]
    again, let_go = lost.fixes
    assert again.apply is not None
    assert let_go.apply is not None
    draft = again.apply(Draft(visit=Visit(date=DAY, note=changed)))
    assert draft.visit.note.subjective.splitlines() == [
        "Slept well.",
        "Pain was 6/10 before treatment and 4/10 after, aggravated by desk work.",
    ]
    assert "scores" not in [one.kind for one in untold(draft.visit.note)]
    draft = let_go.apply(Draft(visit=Visit(date=DAY, note=changed)))
    assert draft.visit.note.subjective == "Slept well."
    assert draft.visit.note.facts is not None
    assert draft.visit.note.facts.scores == ()


def test_a_sentence_that_was_edited_gives_way_to_the_one_that_is_written_again() -> None:
    changed = NOTE.model_copy(update={"subjective": NOTE.subjective.replace("6/10", "5/10")})
    ((again, _),) = [one.fixes for one in found(case_of(changed), "N015")]
    assert again.apply is not None
    assert again.apply(Draft(visit=Visit(date=DAY, note=changed))).visit.note.subjective == NOTE.subjective


def test_a_difference_is_told_and_changes_nothing_by_itself() -> None:
    changed = NOTE.model_copy(update={"subjective": NOTE.subjective.replace("6/10", "5/10")})
    (told,) = found(case_of(changed), "N015")
    assert told.message == "You recorded pain 6 → 4, but Subjective doesn't say so."
    assert (told.severity, told.stops) == (Severity.WARNS, "nothing")
    assert changed.facts == NOTE.facts
