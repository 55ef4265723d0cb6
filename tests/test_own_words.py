import json
from pathlib import Path

import pytest

from charting_tui.coding.prose.evidence import areas_in, evidence
from charting_tui.coding.vocabulary import vocabulary
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.own_files import conflicts, read_words, save_words
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.proposing import proposed
from charting_tui.records.additions import NO_WORDS

from .clinic import TODAY, make_clinic, open_clinic
from .command_line import call

GUA_SHA = {"name": "gua sha", "codes": ["97140"], "words": ["gua sha", "scrap*"], "capitals": ["GS"]}
BAND = {"name": "IT band", "region": "thigh", "words": ["iliotibial*"], "capitals": ["ITBX"]}
FILE = json.dumps({"techniques": [GUA_SHA], "areas": [BAND]})


def technique(**other: object) -> str:
    return json.dumps({"techniques": [{**GUA_SHA, **other}]})


def area(**other: object) -> str:
    return json.dumps({"areas": [{**BAND, **other}]})


def test_a_clinics_own_words_support_codes_and_name_areas() -> None:
    known = vocabulary(read_words(FILE))
    assert not evidence("Gua sha to ITBX 10 min")
    (mention,) = evidence("Gua sha to ITBX 10 min", known)
    assert (mention.codes, mention.areas, mention.regions) == (("97140",), ("IT band",), ("thigh",))
    assert [one.name for one in areas_in("iliotibial tract", known)] == ["IT band"]
    assert evidence("gs to neck", known) == ()


def test_denials_reach_a_clinics_own_words_too() -> None:
    known = vocabulary(read_words(FILE))
    assert evidence("No gua sha today", known) == ()
    assert evidence("no MFR, gua sha to neck", known) == ()


def test_the_words_of_the_program_still_count_beside_ones_own() -> None:
    assert evidence("MFR to neck", vocabulary(read_words(FILE)))[0].codes == ("97140",)


def test_an_own_spelling_goes_before_the_programs() -> None:
    words = read_words(technique(name="drumming", codes=["97530"], words=["tapping"]))
    assert evidence("tapping to back", vocabulary(words))[0].codes == ("97530",)
    assert conflicts(words, TODAY) == (
        "techniques[0]: “tapping” meant tapotement (97124) until now; here it will mean drumming.",
    )


def test_a_code_that_no_table_holds_is_told_and_taken() -> None:
    assert "97999 isn't in the code table" in conflicts(read_words(technique(codes=["97999"])), TODAY)[0]
    assert conflicts(read_words(FILE), TODAY) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "line 1: this isn't valid JSON"),
        ("[]", "must contain an object"),
        ('{"technique": []}', "did you mean techniques?"),
        (technique(words="gua sha"), "techniques[0].words must be a list"),
        (technique(codes=["9714"]), "“9714” isn't a procedure code"),
        (technique(name=" "), "techniques[0].name is empty"),
        (technique(words=[], capitals=[]), "techniques[0] has no words"),
        (technique(words=["gs"]), "“gs” is too short"),
        (technique(words=["scr*"]), "“scr*” is too short"),
        (technique(words=["gua  sha"]), "use only letters and single spaces"),
        (technique(words=["gua-sha"]), "use only letters and single spaces"),
        (technique(words=["*"]), "use only letters and single spaces"),
        (technique(words=["denied"]), "already means that a technique was not done"),
        (technique(weak=True), "techniques[0].weak is not a known key"),
        (area(region="leg"), "“leg” isn't one of abdomen"),
        (area(region=None), "areas[0].region must be text"),
        (json.dumps({"areas": [{"name": "x", "words": ["xyz"]}]}), "areas[0].region is missing"),
        (
            json.dumps({"techniques": [GUA_SHA], "areas": [{**BAND, "words": ["Gua sha"]}]}),
            "stands for gua sha",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_that_names_the_entry(text: str, fault: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_words(text)
    assert fault in refused.value.sentence


def test_own_words_are_kept_with_the_practice_and_reach_an_open_visit(tmp_path: Path) -> None:
    kim = make_clinic(tmp_path / "clinic")
    visit = book(kim, "jane", read_booking("1100 jane 60"), TODAY)
    save_words(kim, read_words(FILE))
    lee = open_clinic(kim.root, "lee")
    assert lee.office.words == read_words(FILE)
    with pytest.raises(NotAllowed):
        save_words(lee, NO_WORDS)
    lee.close()
    session = open_for_writing(kim, "jane", visit.id)
    session.type_text("objective", "Gua sha to ITBX 10 min")
    (named,) = proposed(session.case())
    assert (named.code, named.areas, named.minutes) == ("97140", ("IT band",), 10)
    session.leave()
    kim.close()


def test_the_command_shows_takes_and_judges_a_file_of_words(tmp_path: Path) -> None:
    make_clinic(tmp_path / "clinic").close()
    clinic = ("--data", str(tmp_path / "clinic"), "--user", "kim")
    file = tmp_path / "words.json"
    file.write_text(technique(name="drumming", codes=["97530"], words=["tapping"]))
    judged = call("vocabulary", str(file), "--dry-run", *clinic)
    assert judged.code == 0
    assert "“tapping” meant tapotement (97124) until now" in judged.out
    assert (
        "Nothing was changed. The file has 1 technique, 0 areas and 0 words for the quick line." in judged.out
    )
    assert json.loads(call("vocabulary", *clinic).out) == {"techniques": [], "areas": [], "quick": []}
    assert call("vocabulary", str(file), *clinic).code == 0
    shown = call("vocabulary", *clinic).out
    assert json.loads(shown)["techniques"][0]["name"] == "drumming"
    assert read_words(shown) == read_words(file.read_text())
    file.write_text(technique(words=["gs"]))
    assert call("vocabulary", str(file), *clinic).refused_in_one_sentence()
    assert call("vocabulary", str(tmp_path / "none.json"), *clinic).refused_in_one_sentence()
    assert call("vocabulary", *clinic).out == shown
