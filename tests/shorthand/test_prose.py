import re
from datetime import date
from itertools import pairwise

from charting_tui.records.visit import SECTIONS, LineOrigin, ServiceLine, Visit
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied

WORDS = packaged_vocabulary()
EMPTY = Visit(date=date(2026, 11, 20))
STABLE = "hu; p3; ut b1; mt55 @ neck ut : eff pet; tol; 1xw str"
NOTES = [
    STABLE,
    "hu; p4>2 desk; ut b2 rh b1; mt55 @ neck ut rh : eff pet; rel; 1xw4 hyd",
    "lb p7>5; ql l3 es b2; mfr40 @ ql es; imp; 2xw3 post",
    "sh r flex 110>130 er 40>55; mob15 @ sh r mfr30 @ sh r; ex10 : pulleys 2x10; imps; hep",
    "fn sit 20>45min drive 30min walk 15min; no ha, numb; mt45 @ lb; tol; cont",
    "ha; stress; neck ut b2 trp; trp15 @ ut mt30 @ neck; rel; brth",
    "ndi 40>32%; g1 60%; neck rot r70>80; mfr30 @ neck; imp; 1xw6",
    "girth wr 17.5>17.1cm; mld45 @ arm l; tol; 3xw2",
    "spurl- r; slr+ l; es b2 spasm; mfr20 @ es; nc; reeval",
    "kn l flex 100>115 ext wnl; ex20 : quad sets 3x10; impm; ice",
]


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if one]


def test_a_stable_client_reads_no_sentence_of_the_last_three_visits_again() -> None:
    earlier: list[str] = []
    for _ in range(4):
        done = applied(EMPTY, read(STABLE), WORDS, earlier[-3:])
        said = {one for text in done.prose.values() for one in sentences(text) if "Palpation" not in one}
        before = {one for text in earlier[-3:] for one in sentences(text)}
        changeable = {
            one for one in said if "massage" not in one and "palpation" not in one and "Pain" not in one
        }
        assert not changeable & before
        earlier.append(done.visit.note.text())


def test_no_three_sentences_in_a_row_begin_alike() -> None:
    for line in NOTES:
        for text in applied(EMPTY, read(line), WORDS).prose.values():
            openings = [one.split()[0] for one in sentences(text)]
            assert not any(
                len(set(three)) == 1 for three in zip(openings, openings[1:], openings[2:], strict=False)
            )


def test_no_abbreviation_is_left_unexpanded() -> None:
    short = {
        word for word, terms in WORDS.terms.items() if all(word != term.name.casefold() for term in terms)
    }
    for line in NOTES:
        for text in applied(EMPTY, read(line), WORDS).prose.values():
            words = set(re.findall(r"[a-z]+", text.casefold()))
            names = {
                word
                for terms in WORDS.terms.values()
                for term in terms
                for word in re.findall(r"[a-z]+", term.name.casefold())
            }
            assert not {word for word in words & short if word not in names and len(word) > 2} - {
                "rest",
                "tol",
            }


def test_what_was_typed_before_stays_and_what_is_added_is_marked() -> None:
    typed = EMPTY.model_copy(
        update={
            "note": EMPTY.note.model_copy(update={"subjective": "Typed by hand."}),
            "services": (ServiceLine(code="97124", minutes=10, area="back"),),
        }
    )
    done = applied(typed, read("p3; mt20 @ neck"), WORDS).visit
    assert done.note.subjective == "Typed by hand.\nPain is 3/10 today."
    assert [(one.section, one.line, one.origin) for one in done.note.provenance] == [
        ("subjective", 1, LineOrigin.FACTS),
        ("objective", 0, LineOrigin.FACTS),
    ]
    (line,) = done.services
    assert (line.minutes, line.area) == (30, "back, neck")


def test_a_second_line_adds_facts_to_those_of_the_first() -> None:
    first = applied(EMPTY, read("p3; ut b1"), WORDS).visit
    second = applied(first, read("lb p5; imp"), WORDS).visit
    assert second.note.facts
    assert [one.area for one in second.note.facts.scores] == ["", "low back"]
    assert second.note.facts.responses == ("improved",)
    assert all(pair[0] != pair[1] for pair in pairwise(sentences(second.note.subjective)))
    assert all(getattr(second.note, section).startswith(getattr(first.note, section)) for section in SECTIONS)
