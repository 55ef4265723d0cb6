import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.shorthand.dialect.stems import next_stem, stems_of
from charting_tui.shorthand.vocabulary import packaged_vocabulary

WORDS = packaged_vocabulary()


@pytest.mark.parametrize(
    ("line", "stems"),
    [
        ("hu; p7>5 desk; drive 15>20", ["drive "]),
        ("drive15>20", ["drive"]),
        ("ut rh b gd; lev r ttp; ut r2 trp", ["ut rh b ", "lev r ", "ut r"]),
        ("cx rot r65>70; sh r flex 110>130 er 40>55", ["cx rot r", "sh r flex "]),
        ("mfr30 @ ut lev; ex15 : chin tuck 2x10; mt 55", ["mfr", "ex", "mt "]),
        ("imp; 1xw6 str; 902-958; no ha; s: drive and neck", []),
        ("L4 ttp; ndi 40>32%; lb p7>5", ["L4 ", "ndi ", "lb "]),
        ("neck rot r70>80; neck rot r70>80", ["neck rot r"]),
    ],
)
def test_a_stem_says_where_and_what_and_never_what_it_came_to(line: str, stems: list[str]) -> None:
    assert list(stems_of([line], WORDS)) == stems


def test_the_next_stem_is_the_one_after_the_last_that_was_gone_on_from() -> None:
    stems = stems_of(["drive 15>20; ut rh b gd; cx rot r65>70; mfr30 @ ut"], WORDS)
    assert next_stem(stems, "") == "drive "
    assert next_stem(stems, "hu;p6>4;Drive 20>30;") == "ut rh b "
    assert next_stem(stems, "cx rot r70>80; ") == "mfr"
    assert next_stem(stems, "mfr30;") == ""


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_stem_of_any_text_says_how_much(line: str, typed: str) -> None:
    stems = stems_of([line], WORDS)
    assert all(stem.strip() and not set(stem) & set(">%°/;") for stem in stems)
    assert next_stem(stems, typed) in {"", *stems}
