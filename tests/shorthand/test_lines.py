"""Lines as therapists type them, with the facts, the prose and the codes that each must yield."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import LineOrigin, Visit
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import Status
from charting_tui.shorthand.reading import Surroundings
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied

EXPECTED: list[dict[str, Any]] = json.loads((Path(__file__).parent / "lines.json").read_text())
VISIT = Visit(date=date(2026, 11, 20))
WORDS = packaged_vocabulary()


def last_visit(line: str) -> Visit | None:
    visit = Visit(id="last", date=date(2026, 11, 13))
    return applied(visit, read(line), WORDS).visit if line else None


@pytest.mark.parametrize("expected", EXPECTED, ids=[one["line"][:60] for one in EXPECTED])
def test_a_line_yields_its_facts_prose_and_codes(expected: dict[str, Any]) -> None:
    last = last_visit(expected.get("last", ""))
    reading = read(expected["line"], WORDS, Surroundings(before=(last,) if last else ()))
    done = applied(VISIT, reading, WORDS)
    assert reading.facts.model_dump(mode="json", exclude_defaults=True, by_alias=True) == expected["facts"]
    assert reading.health_update == expected.get("health_update", "")
    assert [
        reading.time_in and f"{reading.time_in:%H:%M}",
        reading.time_out and f"{reading.time_out:%H:%M}",
    ] == (expected.get("times", [None, None]))
    assert list(reading.mentioned) == expected.get("mentioned", [])
    assert [
        [token.text, str(token.status), [choice.text for choice in token.choices]] for token in reading.open
    ] == expected.get("open", [])
    assert done.prose == expected["prose"]
    assert [
        [one.section, one.line, one.source, one.text]
        for one in done.visit.note.provenance
        if one.origin is LineOrigin.CARRIED
    ] == expected.get("carried", [])
    assert [
        line.model_dump(mode="json", exclude_defaults=True, by_alias=True) for line in done.lines
    ] == expected["codes"]


def test_there_are_at_least_fifty_lines() -> None:
    assert len(EXPECTED) >= 50


SPELLINGS = sorted(WORDS.terms)
PIECES = st.one_of(
    st.sampled_from(SPELLINGS),
    st.sampled_from(
        [
            ";",
            ",",
            "@",
            ":",
            "$",
            '"',
            "no",
            "-ha",
            "p6>4",
            "p",
            "was 6",
            "worst",
            "r2",
            "b",
            "l4",
            "L4",
            "c.5",
        ]
    ),
    st.sampled_from(
        ["mfr30", "97140 38", "97124", "+905-935", "in 902", "out", "902-958", "1xw6", "70>80", "wnl", "2x10"]
    ),
    st.sampled_from(
        ["fn", "om", "g1 60%", "girth", "hu", "s:", "p:", "same", "agg", "ease", "slr+", "sleep-"]
    ),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read_and_loses_no_character(line: str) -> None:
    reading = read(line)
    tokens = reading.tokens
    assert all(line[token.start : token.end] == token.text for token in tokens)
    assert all(first.end <= last.start for first, last in pairwise(tokens))
    covered = "".join(token.text for token in tokens)
    assert "".join(covered.split()) == "".join(line.split())
    applied(VISIT, reading, WORDS)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_what_needs_a_choice_offers_ways_that_need_none_in_their_place(line: str) -> None:
    for token in read(line).open:
        if token.status is Status.NEEDS_CHOICE and token.text.casefold() != "same":
            assert token.meaning


@given(st.sampled_from(SPELLINGS), st.sampled_from(["no ", "-", "s: ", '"']))
def test_words_denied_or_kept_word_for_word_support_no_code(word: str, before: str) -> None:
    reading = read(f"{before}{word}")
    assert not reading.facts.treatments
    assert not [one for one in reading.facts.findings if not one.negative]
    assert not reading.facts.symptoms


@pytest.mark.parametrize("line", ["mfr30 @ neck; mfr15 @ lb", "mfr15 @ neck mob30 @ lb"])
def test_one_code_in_several_areas_is_one_line(line: str) -> None:
    (only,) = applied(VISIT, read(line), WORDS).lines
    assert (only.code, only.minutes, only.area) == ("97140", 45, "neck, low back")


def test_a_choice_taken_is_understood() -> None:
    line = "ql l3; l4 ttp; mfr40"
    (doubt, *_) = read(line).open
    chosen = line[: doubt.start] + doubt.choices[0].text + line[doubt.end :]
    facts = read(chosen).facts
    assert [(one.area, one.kind) for one in facts.findings][-1] == ("L4", "tenderness to palpation")


@given(st.sampled_from(sorted(WORDS.terms)), st.sampled_from(["no ", "-"]))
def test_a_longer_name_is_denied_whole(word: str, before: str) -> None:
    assert not applied(VISIT, read(f"{before}{word}"), WORDS).lines


def test_a_treatment_after_denied_words_is_one() -> None:
    (line,) = applied(VISIT, read("no fever chills mfr30 @ neck"), WORDS).lines
    assert (line.code, line.minutes, line.area) == ("97140", 30, "neck")
