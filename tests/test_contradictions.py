"""Which facts of one visit contradict each other, and which only stand side by side."""

import pytest

from charting_tui.coding.prose.fact_words import contradictions
from charting_tui.shorthand.dialect.parse import read

from .shorthand.ten_clients import CLIENTS


def told(line: str) -> list[tuple[str, str]]:
    return [(one.one, one.other) for one in contradictions(read(line).facts)]


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("neck p6; neck p2", ("neck pain 6", "neck pain 2")),
        ("p6>4; p6>2", ("pain 6 → 4", "pain 6 → 2")),
        ("p6>4; p9", ("pain 6 → 4", "pain 9")),
        ("neck rot r70; neck rot r40", ("right neck rotation 70°", "right neck rotation 40°")),
        ("ut r2; ut r4", ("right upper trapezius grade 2", "right upper trapezius grade 4")),
        (
            "lev r trp; lev r no trp",
            ("right levator scapulae trigger points", "right levator scapulae no trigger points"),
        ),
        ("ha; no ha", ("headache", "no headache")),
        ("p5 agg heat; ease heat", ("worse with heat", "better with heat")),
        ("imp; wrs", ("improved", "worse")),
        ("imps; nc", ("slightly improved", "unchanged")),
        ("sleep+; sleep-", ("sleep better", "sleep worse")),
        ("slr+ l; slr- l", ("left straight leg raise positive", "left straight leg raise negative")),
        ("g1 60%; g1 20%", ("goal 1 60%", "goal 1 20%")),
        ("ndi 40%; ndi 12%", ("Neck Disability Index 40%", "Neck Disability Index 12%")),
    ],
)
def test_two_facts_that_cannot_both_be_so_are_told(line: str, pair: tuple[str, str]) -> None:
    assert told(line) == [pair]


@pytest.mark.parametrize(
    "line",
    [
        "neck p6; lb p2",
        "p6>4; p6",
        "neck p6; neck p6",
        "neck rot r70 l40",
        "neck rot r70; neck flex 40",
        "ut r2; ut l3",
        "lev r trp; lev l no trp",
        "no trp; lev r trp",
        "imp; tol",
        "sleep+; drive-",
        "slr+ l; slr- r",
        "girth wrist 17.5cm; girth wrist 19cm",
        "drive 20>30; sleep-",
    ],
)
def test_facts_that_may_both_be_so_are_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize("line", [line for lines in CLIENTS.values() for line in lines])
def test_forty_sound_notes_contradict_themselves_nowhere(line: str) -> None:
    assert told(line) == []
