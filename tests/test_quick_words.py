"""A clinic's and a therapist's own words for the quick line: judged, saved, read, offered."""

import json
import re
from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line
from charting_tui.operations.visits.quick_words import (
    check_word,
    check_words,
    conflicts_of,
    delete_word,
    kept_words,
    save_word,
    take_words,
    vocabulary_of,
)
from charting_tui.records.additions import QuickWord
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.shorthand.dialect.parse import read

from .clinic import TODAY, open_clinic
from .command_line import call
from .test_screens import Person, at_the_keyboard

GUA_SHA = QuickWord(short="gs", kind="technique", name="gua sha", code="97140")
LOIN = QuickWord(short="qlr", kind="area", name="quadratus lumborum")
NECKLINE = QuickWord(short="nl", kind="area", name="neckline")


def clinic_words(person: Person) -> list[str]:
    return [word.short for word in person.store.office.words.quick]


def test_a_line_is_read_with_the_clinics_words_and_ones_own_and_with_nobody_elses(root: Path) -> None:
    kim, lee = open_clinic(root), open_clinic(root, "lee")
    save_word(kim, GUA_SHA, mine=False)
    save_word(kim, NECKLINE, mine=True)
    lee.reload_office()
    (visit,) = kim.summaries(day=TODAY, client="jane")
    session = open_for_writing(kim, "jane", visit.visit)
    (given,) = read_line(session, "gs30 @ nl").facts.treatments
    assert (given.technique, given.code, given.areas) == ("gua sha", "97140", ("neckline",))
    (theirs,) = read("gs30 @ nl", vocabulary_of(lee)).facts.treatments
    assert (theirs.technique, theirs.areas) == ("gua sha", ("nl",))
    session.leave()
    kim.close()
    lee.close()


def test_of_one_spelling_ones_own_goes_before_the_clinics(root: Path) -> None:
    kim = open_clinic(root)
    save_word(kim, NECKLINE, mine=False)
    save_word(kim, NECKLINE.model_copy(update={"name": "nape line"}), mine=True)
    assert [term.name for term in vocabulary_of(kim).meanings("nl")] == ["nape line"]
    delete_word(kim, kept_words(kim, mine=True)[0], mine=True)
    assert [term.name for term in vocabulary_of(kim).meanings("nl")] == ["neckline"]
    kim.close()


def test_a_word_for_what_is_known_already_keeps_all_else_of_it(root: Path) -> None:
    kim = open_clinic(root)
    save_word(kim, QuickWord(short="nk", kind="area", name="Neck"), mine=True)
    (range_,) = read("nk rot r70>80", vocabulary_of(kim)).facts.ranges
    assert (range_.area, range_.name, range_.side) == ("neck", "rotation", "right")
    assert vocabulary_of(kim).meanings("nk")[0].part == "joint"
    kim.close()


def test_the_vocabulary_is_built_once_for_the_same_words(root: Path) -> None:
    kim = open_clinic(root)
    save_word(kim, GUA_SHA, mine=False)
    assert vocabulary_of(kim) is vocabulary_of(kim)
    kim.close()


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        (
            QuickWord(short="zz", kind="thing", name="x"),
            "Kind: “thing” isn't one of area, finding",
        ),
        (QuickWord(short="z", kind="area", name="x"), "Short: “z” must have two letters or more"),
        (QuickWord(short="z;z", kind="area", name="x"), "must have two letters or more, with single spaces"),
        (QuickWord(short="[red]", kind="area", name="x"), "must have two letters or more"),
        (QuickWord(short="zz", kind="area", name=" "), "Meaning is empty"),
        (QuickWord(short="zz", kind="area", name="x", code="97140"), "Code: only techniques have one"),
        (QuickWord(short="zz", kind="technique", name="x", code="9714"), "Code: “9714” isn't a procedure"),
        (QuickWord(short="p6", kind="area", name="x"), "in a line like “p6 r2”, “p6” is read as “pain 6/10”"),
        (QuickWord(short="in", kind="area", name="x"), "Choose another spelling for x"),
        (QuickWord(short="no", kind="symptom", name="x"), "“no” is read as “not there:”"),
        (QuickWord(short="ql", kind="response", name="x"), "which is meant: quadratus lumborum or x?"),
    ],
)
def test_a_word_that_no_line_could_hold_is_refused_with_the_reason(word: QuickWord, fault: str) -> None:
    with pytest.raises(BadInput, match=re.escape(fault)):
        check_word(word)


def test_a_row_that_will_not_do_is_named() -> None:
    with pytest.raises(BadInput, match=r"quick\[1\]: Short: “z” must have"):
        check_words((GUA_SHA, QuickWord(short="z", kind="area", name="x")))
    with pytest.raises(BadInput, match=r"quick\[2\]: “GS” is listed twice as technique"):
        check_words((GUA_SHA, LOIN, QuickWord(short="GS", kind="technique", name="scraping")))


def test_a_word_of_another_meaning_is_told_before_it_is_saved() -> None:
    taken = QuickWord(short="ut", kind="area", name="upper thigh")
    assert conflicts_of((taken,)) == ("“ut” now means upper trapezius; it will mean upper thigh.",)
    assert conflicts_of((taken, GUA_SHA), (taken,)) == ()
    assert conflicts_of((GUA_SHA, LOIN)) == ()
    assert conflicts_of((NECKLINE.model_copy(update={"name": "nape"}),), below=(NECKLINE,)) == (
        "“nl” now means neckline; it will mean nape.",
    )


def test_a_word_that_makes_a_line_ambiguous_or_read_otherwise_is_told() -> None:
    (asks,) = conflicts_of((QuickWord(short="desk", kind="activity", name="desk duty"),))
    assert (
        asks
        == "“desk” is also desk work (factor); in a line like “desk”, the program will ask which you mean."
    )
    own = QuickWord(short="gs", kind="activity", name="gymnastics")
    assert "“gs” is also gua sha (technique)" in conflicts_of((GUA_SHA, own), (GUA_SHA,))[0]
    (otherwise,) = conflicts_of((QuickWord(short="neck rot", kind="area", name="neck turn"),))
    assert "neck rot r70>80" in otherwise
    assert otherwise.endswith("would be read differently.")


def test_owners_alone_change_the_clinics_words(root: Path) -> None:
    lee = open_clinic(root, "lee")
    with pytest.raises(NotAllowed, match="Only an owner"):
        take_words(lee, (GUA_SHA,), mine=False)
    save_word(lee, GUA_SHA, mine=True)
    with pytest.raises(BadInput, match="“gs” is already in the vocabulary as technique"):
        save_word(lee, GUA_SHA.model_copy(update={"name": "scraping"}), mine=True)
    assert kept_words(lee, mine=True) == (GUA_SHA,)
    lee.close()


def test_the_command_takes_words_for_the_clinic_and_for_oneself(root: Path) -> None:
    clinic = ("--data", str(root), "--user", "kim")
    file = root.parent / "words.json"
    rows = [
        {"short": "ut", "kind": "area", "name": "upper thigh"},
        {"short": "gs", "kind": "technique", "name": "gua sha", "code": "97140"},
    ]
    file.write_text(json.dumps({"quick": rows}))
    judged = call("vocabulary", str(file), "--mine", "--dry-run", *clinic)
    assert "“ut” now means upper trapezius" in judged.out
    assert "Nothing was changed. The file has 2 words for the quick line." in judged.out
    assert json.loads(call("vocabulary", "--mine", *clinic).out) == {"quick": []}
    assert "You add 2 words for the quick line." in call("vocabulary", str(file), "--mine", *clinic).out
    assert json.loads(call("vocabulary", "--mine", *clinic).out)["quick"][0]["short"] == "ut"
    assert json.loads(call("vocabulary", *clinic).out)["quick"] == []
    assert "gua sha" in call("quick", "jane", "gs30 @ neck", "--dry-run", *clinic).out
    assert "“gs30" not in call("quick", "jane", "gs30 @ neck", "--dry-run", *clinic).err
    assert call("vocabulary", str(file), *clinic).code == 0
    file.write_text(
        json.dumps({"techniques": [{"name": "gua sha", "codes": ["97140"], "words": ["gua sha"]}]})
    )
    assert call("vocabulary", str(file), "--mine", *clinic).refused_in_one_sentence()
    assert call("vocabulary", str(file), *clinic).code == 0
    assert len(json.loads(call("vocabulary", *clinic).out)["quick"]) == 2
    file.write_text(json.dumps({"quick": [{**rows[0], "short": "z"}]}))
    refused = call("vocabulary", str(file), *clinic)
    assert refused.refused_in_one_sentence()
    assert "quick[0]: Short: “z”" in refused.err


async def test_a_word_is_added_changed_and_deleted_in_the_office_and_its_conflict_is_shown(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "shift+tab", "shift+tab")
        assert "Nothing here yet. Press a to add the first." in kim.screen_text()
        await kim.presses("a", *"desk", "enter", "ctrl+u", *"thing", "enter")
        assert "“thing” isn't a kind of word. Enter one of: area" in kim.screen_text()
        await kim.presses("ctrl+u", *"activity", "enter", *"duty", "enter", "enter", "enter")
        assert isinstance(kim.app.screen, ConfirmScreen)
        assert "the program will ask which you mean" in " ".join(kim.screen_text().replace("│", " ").split())
        assert clinic_words(kim) == []
        await kim.presses("enter")
        assert clinic_words(kim) == ["desk"]
        await kim.presses("enter", "ctrl+u", *"dutyx", "enter", "enter", "enter", "enter", "enter")
        assert clinic_words(kim) == ["dutyx"]
        await kim.presses("x", "enter")
        assert clinic_words(kim) == []


async def test_somebody_who_is_no_owner_adds_words_of_their_own(root: Path) -> None:
    async with at_the_keyboard(root, "lee") as lee:
        await lee.presses("o", "shift+tab", "shift+tab", "a", *"gs", "enter", "ctrl+u", *"technique", "enter")
        await lee.types("gua sha")
        await lee.presses("enter", *"97140", "enter", "ctrl+u", *"clinic", "enter")
        assert "Only an owner can change this" in lee.screen_text()
        await lee.presses("ctrl+u", *"me", "enter")
        assert lee.store.person_file("lee").quick_words == (GUA_SHA,)
        assert clinic_words(lee) == []


async def test_the_line_offers_own_words_and_what_the_place_asks_for(root: Path) -> None:
    store = open_clinic(root)
    save_word(store, NECKLINE, mine=True)
    store.close()
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6")
        await kim.types("mt30 @ neckl")
        assert "neckline, area" in kim.screen_text()
        await kim.presses("tab", "space")
        assert "mt30 @ neckline " in kim.screen_text()
        assert "low back, area" in kim.screen_text()
        await kim.presses("tab")
        assert "There is nothing to complete here." in kim.screen_text()
        await kim.presses("down", "down", "tab")
        assert "mt30 @ neckline ut" in kim.screen_text()


async def test_what_was_answered_of_a_word_is_there_again_after_a_dropped_line(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "shift+tab", "shift+tab", "a", *"gs", "enter", "ctrl+u", *"technique", "enter")
        await kim.types("gua sh")
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "shift+tab", "shift+tab", "a")
        assert "Word 3 of 5 › Meaning" in kim.screen_text()
        assert "What you typed last time is back." in kim.screen_text()
        await kim.presses("end", "a", "enter", *"97140", "enter", "enter")
        assert kim.store.office.words.quick == (GUA_SHA,)
        await kim.presses("a")
        assert "Word 1 of 5 › Short" in kim.screen_text()


async def test_a_word_whose_effect_was_refused_is_asked_from_where_it_was_left(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "shift+tab", "shift+tab", "a", *"ut", "enter", "enter")
        await kim.types("upper thigh")
        await kim.presses("enter", "enter", "enter")
        assert isinstance(kim.app.screen, ConfirmScreen)
        await kim.presses("escape", "a")
        assert "Word 5 of 5 › For" in kim.screen_text()
        await kim.presses(*["escape"] * 5)
        assert clinic_words(kim) == []
        await kim.presses("a")
        assert "Word 1 of 5 › Short" in kim.screen_text()
        assert "is back" not in kim.screen_text()


async def test_a_new_person_is_asked_about_from_where_the_line_was_cut(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "a", *"ana", "enter", *"Ana")
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", "tab", "a", "end", *"x", "enter", "enter", "enter", "enter")
        ana = kim.store.office.person("ana")
        assert ana is not None
        assert ana.name == "Anax"
