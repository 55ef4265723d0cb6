"""The quick line in a visit: read while it is typed, taken, taken back, kept when it is not taken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import read_known, save_client
from charting_tui.operations.signing.signing import may_sign
from charting_tui.records.people import Consent
from charting_tui.screens.visit.quick_line import QuickLineScreen, shortened
from charting_tui.screens.visit.screen import VisitScreen

from .clinic import TODAY, open_clinic
from .counted_tasks import make_counted_clinic
from .test_screens import Person, at_the_keyboard

LINE = "hu; p6>4 desk; ut b3; mfr30 @ ut; imp; 1xw6 str; in 1105 out 1140"


@asynccontextmanager
async def in_the_line(root: Path) -> AsyncIterator[Person]:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6")
        assert isinstance(kim.app.screen, QuickLineScreen)
        yield kim


async def test_a_line_becomes_note_codes_and_times(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types(LINE)
        assert "97140 30 min 2 u" in kim.screen_text()
        assert "enter add  tab complete  F6 guided" in kim.screen_text().splitlines()[-1]
        assert "aggravated by desk work" in kim.screen_text()
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)
        assert "F6 quick line" in kim.screen_text().splitlines()[-1]
        visit = kim.writing().draft.visit
        assert (visit.time_in, visit.time_out, visit.health_update) == (
            time(11, 5),
            time(11, 40),
            "no change",
        )
        assert [(line.code, line.minutes, line.area) for line in visit.services] == [
            ("97140", 30, "upper trapezius")
        ]
        assert visit.services[0].id
        assert visit.note.quick_line == ""
        assert "Pain was 6/10" in kim.screen_text()
        await kim.presses("escape")
        assert kim.visit().note.facts is not None


async def test_z_takes_the_line_out_of_note_and_codes_again(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types(LINE)
        await kim.presses("enter", "ctrl+l", "z")
        visit = kim.writing().draft.visit
        assert visit.services == ()
        assert visit.note.text().strip() == ""
        assert "Pain was 6/10" not in kim.screen_text()


async def test_what_the_client_signed_goes_into_the_file_and_out_of_it_with_z(root: Path) -> None:
    async with in_the_line(root) as kim:
        before = kim.store.chart("jane").file
        await kim.types("s: Written consent signed 2026-11-23; mfr30 @ ut")
        assert "Added to the client's chart: consent signed on 2026-11-23" in kim.screen_text()
        await kim.presses("enter")
        assert "added to the note and chart. To undo, press z in the code lines." in kim.screen_text()
        assert kim.store.chart("jane").file.client.consent == Consent(signed_on=TODAY)
        await kim.presses("ctrl+l", "z")
        assert "Undone, including the consent in the client's chart." in kim.screen_text()
        assert kim.store.chart("jane").file == before


async def test_where_the_file_takes_nothing_the_line_is_not_taken_and_stays(root: Path) -> None:
    async with in_the_line(root) as kim:
        known = read_known(kim.store, "jane")
        save_client(kim.store, known, known.file.client.model_copy(update={"merged_into": "amir"}))
        await kim.types("s: Written consent signed 2026-11-23; mfr30 @ ut")
        await kim.presses("enter")
        assert isinstance(kim.app.screen, QuickLineScreen)
        assert "This chart was merged into another and is read-only." in kim.screen_text()
        visit = kim.writing().draft.visit
        assert (visit.services, visit.note.text().strip()) == ((), "")
        assert visit.note.quick_line.endswith("mfr30 @ ut")


async def test_a_line_without_a_code_is_taken_back_from_the_findings(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("ut b3")
        await kim.presses("enter")
        assert "Quick line added to the note. To undo, press Ctrl+F, then z." in kim.screen_text()
        await kim.presses("ctrl+f", "z")
        assert kim.writing().draft.visit.note.text().strip() == ""


async def test_what_was_typed_after_the_line_is_kept_when_it_is_taken_back(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types(LINE)
        await kim.presses("enter")
        await kim.types("X")
        await kim.presses("ctrl+l", "z")
        visit = kim.writing().draft.visit
        assert visit.services == ()
        assert "X" in visit.note.text()


async def test_a_line_that_is_not_taken_is_there_again_and_stops_signing(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p6>4 des")
        await kim.presses("escape")
        assert "quick line isn't in the note" in may_sign(kim.writing())
        await kim.presses("escape", "enter", "f6")
        assert "p6>4 des" in kim.screen_text()
        await kim.presses("tab")
        assert "p6>4 desk" in kim.screen_text()


async def test_a_token_with_two_meanings_is_chosen_with_down_and_enter(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p5>3 sleep")
        assert "sleep better" in kim.screen_text()
        await kim.presses("enter")
        assert isinstance(kim.app.screen, QuickLineScreen)
        assert "won't be saved" in kim.screen_text()
        await kim.presses("down", "enter")
        assert "p5>3 sleep+" in kim.screen_text()
        await kim.presses("enter")
        facts = kim.note().facts
        assert facts is not None
        assert [(one.name, one.value) for one in facts.function] == [("sleep", "better")]


async def test_what_a_line_would_lose_is_told_once_before_it_is_taken(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p5; lev r; qe15; mfr30; tol")
        await kim.presses("enter")
        assert isinstance(kim.app.screen, QuickLineScreen)
        assert "“lev” won't be saved. “qe15” won't add a code." in kim.screen_text()
        await kim.presses("enter")
        assert "Qe15." in kim.note().text()


async def test_a_treatment_without_its_areas_loses_nothing_and_is_taken_at_once(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p5; mfr30; tol")
        await kim.presses("enter")
        assert not isinstance(kim.app.screen, QuickLineScreen)


async def test_up_brings_the_last_line_again(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p3; tol")
        await kim.presses("enter", "f6", "up")
        assert "p3; tol" in kim.screen_text()


async def test_markup_and_accents_in_the_line_are_shown_and_kept(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("José [red]")
        assert "José [red]" in kim.screen_text()
        await kim.presses("enter")
        assert kim.note().subjective == "José [red]."


async def test_what_was_prescribed_for_the_area_is_proposed_with_the_line_and_pointed_to(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("mfr30 @ neck; ex15 : chin tucks")
        assert "prescribed: M54.2, M62.838" in kim.screen_text()
        await kim.presses("enter")
        draft = kim.writing().draft
        assert draft.visit.diagnoses == ("M54.2", "M62.838")
        assert [draft.claim.line(line.id).pointers for line in draft.visit.services] == [("A",), ("A",)]
        await kim.presses("ctrl+l", "z")
        assert kim.writing().draft.visit.diagnoses == ()


async def test_what_was_prescribed_for_elsewhere_is_not_proposed(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("mt30 @ calves")
        assert "prescribed: M62.838" in kim.screen_text()


async def test_without_a_treatment_nothing_is_diagnosed(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p6>4; ut b3")
        assert "prescribed" not in kim.screen_text()


async def test_a_difference_from_the_facts_is_told_and_the_sentence_written_again_stays(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p6>4; ut b2")
        await kim.presses("enter", "home", *["right"] * len("Pain was "), "delete", "5")
        assert "You recorded pain 6 → 4, but Subjective doesn't say so." in kim.screen_text()
        await kim.presses("ctrl+f", "1", "enter")
        assert "Pain was 6/10" in kim.screen_text()
        assert "N015" not in kim.screen_text()
        await kim.presses("shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
        await kim.types("x")
        assert "Pain was 6/10" in kim.note().subjective


async def test_letting_a_fact_go_leaves_the_words_as_they_are(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("p6>4; ut b2")
        await kim.presses(
            "enter", "home", *["right"] * len("Pain was "), "delete", "5", "ctrl+f", "2", "enter"
        )
        note = kim.note()
        assert note.subjective == "Pain was 5/10 before treatment and 4/10 after."
        assert note.facts is not None
        assert note.facts.scores == ()
        assert "N015" not in kim.screen_text()


async def test_tab_writes_what_the_last_visit_looked_at_next_without_its_value(tmp_path: Path) -> None:
    make_counted_clinic(tmp_path / "clinic")
    store = open_clinic(tmp_path / "clinic")
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    async with in_the_line(tmp_path / "clinic") as kim:
        await kim.types("p6;")
        assert "drive   " in kim.screen_text()
        await kim.presses("tab", *"20>25;", "tab", "tab")
        assert "p6;drive 20>25;ut rh b " in kim.screen_text()
        assert "nothing to complete here" in kim.screen_text()


async def test_the_key_line_shows_the_keys_of_the_line_while_it_is_open(root: Path) -> None:
    async with in_the_line(root) as kim:
        assert "F6 guided" in kim.screen_text()
        assert "^d last visit" not in kim.screen_text()
        await kim.presses("f6")
        assert "F6 quick line" in kim.screen_text()
        await kim.presses("escape")
        assert "^d last visit" in kim.screen_text()


async def test_a_likely_code_is_asked_about_and_f7_adds_it(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("neck pain 6/10. some sorta MFR 30 min neck")
        assert "Bill 30 minutes of myofascial release as 97140? Press F7 to add it." in kim.screen_text()
        await kim.presses("f7", "enter")
        (line,) = kim.writing().draft.visit.services
        assert (line.code, line.minutes, line.area) == ("97140", 30, "neck")
        assert "Some sorta MFR 30 min neck." in kim.note().text()


async def test_facts_that_contradict_each_other_are_told_while_typed_and_found_when_taken(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("neck p6; neck p2")
        assert "“neck pain 6” and “neck pain 2” contradict each other. Which is so?" in kim.screen_text()
        await kim.presses("enter")
        assert "N021" in {found.rule for found in kim.writing().findings()}
        await kim.presses("f6")
        await kim.types("neck p4; ut b2")
        assert "“neck pain 6” and “neck pain 4” contradict each other." in kim.screen_text()


async def test_an_unknown_word_is_taught_in_two_keys_and_the_line_is_read_again(root: Path) -> None:
    async with in_the_line(root) as kim:
        await kim.types("rhmbz b3")
        assert "“rhmbz” isn't in the vocabulary, so it stays as typed." in kim.screen_text()
        await kim.presses("f2")
        assert "What does “rhmbz” mean?" in kim.screen_text()
        assert "rhomboids" in kim.screen_text()
        assert "keep as typed" in kim.screen_text()
        await kim.presses("1")
        assert "rhomboids on both sides" in kim.screen_text()
        assert "not known" not in kim.screen_text()
        own = kim.store.person_file("kim").quick_words
        assert [(one.short, one.kind, one.name) for one in own] == [("rhmbz", "area", "rhomboids")]
        await kim.types("; zzyzx")
        await kim.presses("f2", "0")
        assert "not known" not in kim.screen_text()
        await kim.presses("enter")
        assert "Zzyzx." in kim.note().text()
        assert len(kim.store.person_file("kim").quick_words) == 1


async def test_a_long_line_shows_all_four_sections_in_a_small_terminal(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6")
        await kim.types(
            "p6>4 desk; ut b3 lev r2; mfr30 @ ut lev; imp; 1xw6 str; ql b3 es b2; tp psoas r; slr neg"
        )
        shown = kim.screen_text()
        assert "A  Condition improved" in shown
        assert "P  Continue once a week" in shown
        assert "F1 help" in shown


def test_the_longest_paragraph_gives_way_first() -> None:
    assert shortened(["a b c d", "e f", "g"], width=3, most=5) == ["a b\nc d", "e f", "g"]
    assert shortened(["a b c d e f", "g h"], width=3, most=3) == ["a b\nc …", "g h"]
    assert shortened(["a b c d e f", "g h"], width=3, most=1) == ["a …", "g h"]


async def test_a_line_that_was_undone_is_typed_over(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6", *"mfr20 @ quads", "enter", "ctrl+l", "z", "f6")
        assert kim.visit().services == ()
        await kim.presses(*"dt30")
        assert "97124 30 min" in kim.screen_text()
        assert "mfr20" not in kim.screen_text()
