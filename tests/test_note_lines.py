from datetime import date

import pytest

from charting_tui.records.visit import (
    LineOrigin,
    Note,
    Provenance,
    Visit,
    carried,
    sentences_of,
    standing,
    with_affirmed,
    with_exact_origins,
)
from charting_tui.shorthand.guided.carrying import earlier_lines, with_carried
from charting_tui.shorthand.vocabulary import packaged_vocabulary


def origin(text: str, line: int = 0, section: str = "plan") -> Provenance:
    return Provenance.model_validate(
        {"section": section, "line": line, "origin": LineOrigin.CARRIED, "source": "v1", "text": text}
    )


def test_a_line_is_known_by_its_text_wherever_it_moved() -> None:
    note = Note(plan="typed above\nWeekly.\nStretch.", provenance=(origin("Weekly."), origin("Stretch.", 1)))
    assert [(one.text, one.line) for one in standing(note)] == [("Weekly.", 1), ("Stretch.", 2)]


def test_a_line_that_reads_otherwise_was_typed() -> None:
    note = Note(plan="Weekly!\nStretch.", provenance=(origin("Weekly."), origin("Stretch.", 1)))
    assert [one.text for one in standing(note)] == ["Stretch."]
    assert [(one.text, one.line) for one in with_exact_origins(note).provenance] == [("Stretch.", 1)]


def test_one_line_stands_for_one_origin_only_and_only_in_its_section() -> None:
    note = Note(plan="Weekly.", subjective="Weekly.", provenance=(origin("Weekly."), origin("Weekly.")))
    assert len(standing(note)) == 1


def test_origins_of_an_older_program_name_no_text_and_stand_for_nothing() -> None:
    assert standing(Note(plan="Weekly.", provenance=(origin(""),))) == ()


def test_affirming_a_section_affirms_what_stands_in_it_and_nothing_else() -> None:
    note = Note(
        plan="Weekly.\nIce!",
        assessment="Stable.",
        provenance=(origin("Weekly."), origin("Ice."), origin("Stable.", section="assessment")),
    )
    affirmed = with_affirmed(note, "plan")
    assert [(one.text, one.affirmed) for one in affirmed.provenance] == [
        ("Weekly.", True),
        ("Ice.", False),
        ("Stable.", False),
    ]
    assert len(carried(affirmed)) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Seen by Dr. Ames. Better.", ("Seen by Dr. Ames.", "Better.")),
        ("C5 is 4.5 cm.\n\nNext", ("C5 is 4.5 cm.", "Next")),
        ("1x/wk x 6 wks; stretches at home.", ("1x/wk x 6 wks; stretches at home.",)),
        ("Élan!  “So,” she said.", ("Élan!", "“So,” she said.")),
        ("55° before. 60° after. 54 minutes of it.", ("55° before.", "60° after.", "54 minutes of it.")),
        ("Worked approx. 5 minutes, no. 3.", ("Worked approx. 5 minutes, no. 3.",)),
        ("  \n ", ()),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: tuple[str, ...]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("section", "text", "that_day"),
    [
        ("subjective", "Works at a desk, two children.", False),
        ("subjective", "Pain was 6/10 before treatment.", True),
        ("subjective", "Denies any change in health.", True),
        ("objective", "Worked prone with a bolster.", False),
        ("objective", "Release of L4 and C5 muscles, prone.", False),
        ("objective", "Palpation: upper trapezius with trigger points.", True),
        ("objective", "Massage for 55 minutes.", True),
        ("assessment", "Chronic strain from desk work; prognosis is good.", False),
        ("assessment", "Condition improved with today's treatment.", True),
        ("assessment", "Tolerated treatment well.", True),
        ("plan", "Chin tucks 2 x 10 at home.", False),
        ("plan", "1x/wk x 6 wks; stretches at home.", False),
        ("plan", "Next visit at 14:30.", True),
        ("plan", "Stretch for 5 min a day.", True),
    ],
)
def test_what_was_true_that_day_only_is_told_apart(section: str, text: str, *, that_day: bool) -> None:
    visit = Visit(date=date(2026, 11, 16), note=Note(**{section: text}))
    assert [one.of_that_day for one in earlier_lines(visit, packaged_vocabulary())] == [that_day]


def test_lines_are_carried_to_the_end_of_their_section_and_never_twice() -> None:
    before = Visit(id="v1", date=date(2026, 11, 16), note=Note(plan="Weekly.\nIce at home."))
    lines = earlier_lines(before, packaged_vocabulary())
    note = with_carried(Note(plan="Call Dr. Ames.\nWeekly."), lines)
    assert note.plan == "Call Dr. Ames.\nWeekly.\nIce at home."
    assert [(one.line, one.source, one.text) for one in note.provenance] == [(2, "v1", "Ice at home.")]
    assert with_carried(note, lines) == note


def test_a_line_that_was_carried_before_keeps_the_visit_that_said_it_first() -> None:
    before = Visit(
        id="v2",
        date=date(2026, 11, 16),
        note=Note(plan="Weekly.\nIce at home.", provenance=(origin("Weekly."),)),
    )
    assert [one.source for one in earlier_lines(before, packaged_vocabulary())] == ["v1", "v2"]
