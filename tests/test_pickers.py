import shutil
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.code_tables.code_facts import payers_stance, support, why_not_paid
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.draft_edits import with_note
from charting_tui.records.visit import Visit
from charting_tui.rules.registry import rules
from charting_tui.screens.frame.rule_page import RulePageScreen, page_lines
from charting_tui.screens.visit import pick_diagnoses
from charting_tui.screens.visit.pick_diagnoses import PickDiagnosesScreen
from charting_tui.screens.worklist.unbilled import UnbilledScreen
from charting_tui.widgets.row_list import RowList

from .clinic import TODAY
from .keyboard import until
from .test_diagnosis_edition import put_small_book
from .test_screens import Person, at_the_keyboard


def listed(kim: Person) -> list[str]:
    return list(kim.app.screen.query_one(RowList).names)


def row_of(kim: Person, code: str) -> str:
    rows = kim.app.screen.query_one(RowList)
    return str(rows.get_option_at_index(rows.names.index(code)).prompt)


async def test_prescribed_diagnoses_stand_first_among_those_found(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "ctrl+o")
        assert listed(kim) == ["M54.2", "M62.838"]
        await kim.types("m54")
        assert listed(kim)[:3] == ["M54.2", "M54", "M54.0"]
        assert "Dr Ames" in row_of(kim, "M54.2")


async def test_enter_on_a_heading_lists_what_is_under_it_and_chooses_nothing(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "ctrl+o")
        await kim.types("m54")
        assert "choose a code below" in row_of(kim, "M54.5")
        while kim.app.screen.query_one(RowList).marked != "M54.5":
            await kim.pilot.press("down")
        await kim.presses("enter")
        assert listed(kim) == ["M54.5", "M54.50", "M54.51", "M54.59"]
        assert kim.app.screen.query_one(RowList).marked == "M54.50"
        await kim.presses("enter", "escape", "ctrl+s")
        assert kim.visit().diagnoses == ("M54.50",)


async def test_enter_takes_what_was_typed_even_before_it_was_looked_for(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "ctrl+o")
        kim.app.screen.query_one(Input).value = "m62.838"
        await kim.presses("enter", "escape", "ctrl+s")
        assert kim.visit().diagnoses == ("M62.838",)


async def test_the_picker_says_that_the_book_is_being_made_and_takes_it_up(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pick_diagnoses, "LOOK_AGAIN", 0.05)
    put_small_book(tmp_path)
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "ctrl+o")
        await kim.types("breast cancer")
        assert "isn't installed" in kim.screen_text()
        shutil.copy(tmp_path / "book.sqlite", root / "book.new")
        (root / "book.new").rename(root / "book.sqlite")
        await until(lambda: "isn't installed" not in kim.screen_text(), "the book that came is seen")
        await kim.presses("ctrl+u")
        await kim.types("wheelchair")
        assert "Z99.3" in listed(kim)


async def test_a_diagnosis_that_was_not_yet_in_force_says_so(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        draft = Draft(visit=Visit(id="v", date=date(2021, 9, 1)))
        kim.app.push_screen(PickDiagnosesScreen(draft, (), kim.store.books))
        await kim.types("m54.5")
        assert "not valid before 10/1/2021" in row_of(kim, "M54.50")
        assert "heading" not in row_of(kim, "M54.5")


async def test_the_code_picker_tells_what_is_to_be_known_before_choosing(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "tab")
        await kim.types("myofascial release of neck")
        await kim.presses("ctrl+n")
        await kim.types("97140")
        shown = " ".join(kim.screen_text().split())
        for said in (
            "15 min",
            "Auditors look for: which technique",
            "In the note: “myofascial release”",
            "6 units",
        ):
            assert said in shown


async def test_a_code_of_no_use_is_shown_with_its_reason(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "ctrl+n")
        await kim.types("971")
        assert "not billed by massage therapists" in row_of(kim, "97113")
        assert listed(kim)[:4] == ["97124", "97140", "97110", "97112"]
        assert listed(kim).index("97139") < listed(kim).index("97113")
        await kim.presses("ctrl+u")
        await kim.types("97113")
        assert listed(kim) == ["97113"]


def test_a_payers_stance_is_told_as_far_as_it_is_known() -> None:
    tables = tables_on(TODAY)
    massage, packs, unattended = (tables.procedure(code) for code in ("97124", "97010", "97014"))
    assert massage is not None
    assert packs is not None
    assert unattended is not None
    medicare, florida = preset("medicare"), preset("florida_pip")
    said = payers_stance(massage, TODAY, medicare, "PT", tables)
    assert "at most 4 units per day" in said
    assert "GP, GO or GN" in said
    assert why_not_paid(packs, TODAY, medicare, "PT") == "bundled by Medicare, not paid separately"
    assert why_not_paid(unattended, TODAY, medicare, "PT") == "not valid for Medicare"
    assert why_not_paid(massage, TODAY, florida, "LMT").startswith("not paid to LMT")
    assert why_not_paid(massage, date(2012, 1, 1), florida, "LMT") == ""


def test_support_in_the_note_is_quoted_or_named() -> None:
    assert (
        support("97140", (), "Myofascial release to left neck")
        == "In the note: “myofascial release” at neck."
    )
    assert "effleurage" in support("97124", (), "Talked about posture")
    assert "not the technique" in support("97124", (), "Massage of the neck")


async def test_the_page_of_a_rule_is_one_key_from_a_finding_and_from_unbilled(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "tab")
        await kim.types("myofascial release of neck")
        await kim.presses("ctrl+n")
        await kim.types("97124")
        await kim.presses("enter", *"50", "enter", "enter", "ctrl+f", "p")
        assert isinstance(kim.app.screen, RulePageScreen)
        assert "Source:" in kim.screen_text()
        await kim.presses("escape", "escape", "escape", "u", "p")
        assert isinstance(kim.app.screen, UnbilledScreen)
        assert "The therapist has to write the note and sign it." in kim.screen_text()
        await kim.presses("escape", "enter", "ctrl+l", "m", *"3o", "enter", "escape", "escape", "u", "p")
        assert isinstance(kim.app.screen, RulePageScreen)


def test_the_page_of_every_rule_tells_all_that_is_known_of_it() -> None:
    for rule in rules():
        page = "\n".join(line.plain for line in page_lines(rule))
        for part in (
            rule.id,
            rule.name,
            rule.severity.level,
            rule.owner.value,
            rule.source,
            rule.bad,
            *rule.denials,
            rule.good,
        ):
            assert part in page


async def test_the_areas_that_the_note_names_are_offered_to_a_line_without_any(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        line = new_line("97140").model_copy(update={"minutes": 30})
        draft = with_line(kim.writing().draft, line, ClaimLine())
        note = draft.visit.note.model_copy(update={"objective": "MFR to R upper traps, 30 min"})
        kim.writing().change(with_note(draft, note))
        kim.app.screen.redraw()  # type: ignore[attr-defined]
        await kim.presses("ctrl+l", "r")
        assert "Suggested from the note" in kim.screen_text()
        await kim.presses("enter")
        assert kim.writing().draft.visit.services[0].area == "R upper traps"
