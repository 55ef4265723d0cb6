import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.billing.units import units_of_minutes
from charting_tui.operations.code_book.finding import exact_pages, find_entries, page_of
from charting_tui.operations.code_book.page import CodeBook, CodeKind, CodePage, Fact, paragraphs
from charting_tui.records.additions import ImportedTable
from charting_tui.records.answers import Denial
from charting_tui.records.claim import Claim, Remittance
from charting_tui.records.office import Office
from charting_tui.records.payer import AuthorizationNeed, Payer, Setting
from charting_tui.records.people import Fee, Practice
from charting_tui.screens.frame.code_book import CodeBookScreen, CodePageScreen

from .command_line import call
from .test_screens import at_the_keyboard

DAY = date(2026, 11, 23)
UHC, REGENCE, LNI, MEDICARE = (preset(name) for name in ("uhc", "regence", "wa_lni", "medicare"))


def book(*payers: Payer, tables: tuple[ImportedTable, ...] = (), fees: tuple[Fee, ...] = ()) -> CodeBook:
    return CodeBook(DAY, Office(practice=Practice(fees=fees), payers=payers, tables=tables))


def page(code: str, of: CodeBook | None = None, kind: CodeKind = CodeKind.PROCEDURE) -> CodePage:
    found = page_of(of or book(), kind, code)
    assert found is not None, code
    return found


def facts(of: CodePage, heading: str) -> list[Fact]:
    return [fact for section in of.sections if section.heading == heading for fact in section.facts]


def said(of: CodePage, heading: str, about: str = "") -> str:
    return " ".join(fact.text for fact in facts(of, heading) if fact.about == about)


def test_the_table_of_minutes_is_that_of_the_arithmetic() -> None:
    spans = re.findall(r"(\d+)–(\d+) = (\d)", said(page("97124"), "Time and units"))
    assert len(spans) == 6
    for first, last, units in spans:
        assert [units_of_minutes(minutes) for minutes in (int(first) - 1, int(first), int(last))] == [
            int(units) - 1,
            int(units),
            int(units),
        ]


def test_time_is_told_by_the_rule_of_each_payer_and_not_at_all_of_an_untimed_code() -> None:
    ama = UHC.model_copy(update={"id": "ama", "name": "Contract", "unit_rule": Setting(value="ama")})
    both = book(REGENCE, ama)
    assert said(page("97140", both), "Time and units", "CMS rule").endswith("Regence BlueShield.")
    assert said(page("97140", both), "Time and units", "AMA rule").endswith("Contract.")
    assert said(page("97140", book(REGENCE, UHC)), "Time and units", "CMS rule").endswith("all your payers.")
    assert said(page("97010"), "Time and units").startswith("Untimed: one unit")
    assert "first 15 minutes" in said(page("97810"), "Time and units")
    assert "each further 15 minutes" in said(page("97811"), "Time and units")


def test_each_page_of_a_pair_names_the_other_code_and_the_one_that_is_paid() -> None:
    assert said(page("97140"), "Never paid with these; only 97140 is paid", "97124").startswith("Massage")
    assert said(page("97124"), "Never paid with these; 97124 isn't paid", "97140").startswith("Skilled")


def test_the_modifier_goes_on_the_code_that_is_denied_and_25_on_an_office_visit() -> None:
    assert said(page("97124"), "With these only if 97124 has 59 or an X modifier", "98940")
    assert said(page("98940"), "With these only if the other code has 59 or an X modifier", "97124")
    visit = "With these only if the office visit has 25"
    assert said(page("97810"), visit, "99203")
    assert said(page("99203"), visit, "97810")
    assert not said(page("97810"), "These conflicts count", "59 or X")


def test_pairs_and_limits_name_the_payers_that_go_by_them() -> None:
    found = page("97140", book(MEDICARE, LNI, UHC))
    assert said(found, "These conflicts count", "For") == "Medicare, UnitedHealthcare / Optum."
    assert said(found, "These conflicts count", "Not for") == "Washington Labor & Industries."
    assert said(found, "Most units in a day", "More is blocked for") == "Medicare."
    assert said(found, "Most units in a day", "Medicare").startswith("6 units, judged by day")


def test_what_a_payer_says_of_a_code_has_its_day_and_source() -> None:
    (wants,) = [fact for fact in facts(page("97140", book(UHC)), "Your payers") if fact.about == UHC.name]
    assert wants.text == "Requires GP, GO or GN on this code."
    assert (wants.since, "NYSCA" in wants.source) == (date(2020, 7, 1), True)
    medicare = said(page("97010", book(MEDICARE)), "Your payers", "Medicare")
    assert "Never pays this code separately." in medicare
    assert "Doesn't pay it to LMT, LAc, DC." in medicare
    later = UHC.model_copy(
        update={"discipline_modifier": UHC.discipline_modifier.model_copy(update={"since": date(2027, 1, 1)})}
    )
    assert said(page("97140", book(later)), "Your payers", UHC.name).startswith("Not in effect yet:")


def test_any_other_setting_that_names_the_code_is_told_as_it_stands() -> None:
    need = AuthorizationNeed(required=True, free_visits=6, then="plan, not for 97140")
    asks = UHC.model_copy(update={"authorization": Setting[AuthorizationNeed](value=need, source="contract")})
    told = [fact for fact in facts(page("97140", book(asks)), "Your payers") if fact.source == "contract"]
    assert [fact.text for fact in told] == ["Authorization: yes after 6 visits: plan, not for 97140."]
    assert not [one for one in facts(page("97124", book(asks)), "Your payers") if one.source == "contract"]


def test_the_payer_of_the_visit_is_told_of_first_and_a_silent_one_is_named() -> None:
    first = replace(book(REGENCE, UHC, LNI), first_payer="uhc")
    abouts = [fact.about for fact in facts(page("97140", first), "Your payers")]
    assert abouts[:2] == [UHC.name, REGENCE.name]
    assert said(page("97140", first), "Your payers", "No setting names it") == f"{LNI.name}."


def test_the_fee_is_the_one_of_the_day() -> None:
    fees = (
        Fee(code="97140", cents=4500, since=date(2026, 1, 1)),
        Fee(code="97140", cents=4900, since=date(2026, 6, 1)),
        Fee(code="97140", cents=5500, since=date(2027, 1, 1)),
    )
    (fact,) = facts(page("97140", book(fees=fees)), "Your fee")
    assert (fact.text, fact.since) == ("$49.00 a unit.", date(2026, 6, 1))
    assert "None is set" in said(page("97124", book(fees=fees)), "Your fee")


def test_an_imported_quarter_tells_what_it_changed_and_is_up_to_date() -> None:
    quarter = ImportedTable(
        kind="pairs",
        since=date(2026, 10, 1),
        source="ccipra-v323r0-f1.txt",
        rows=("97140 97124 1 2026-10-01 -", "97530 97140 0 2026-10-01 -"),
    )
    found = page("97140", book(UHC, tables=(quarter,)))
    told = said(found, "Changed in the last edition", "Code pairs")
    assert "97124: paid with a modifier; before: never paid together." in told
    assert "97530: never paid together; before: no entry." in told
    assert "97012: no entry; before: paid with a modifier." in told
    assert said(found, "Tables", "Code pairs").startswith("Up to date; the next is due 1/1/2027.")
    (pair,) = facts(found, "Never paid with these; 97140 isn't paid")
    assert (pair.about, pair.since) == ("97530", date(2026, 10, 1))


def test_an_old_table_names_the_command_that_brings_the_next() -> None:
    tables = {fact.about: fact.text for fact in facts(page("97140"), "Tables")}
    assert tables["Code pairs"].startswith("Out of date since 10/1/2024.")
    assert tables["Code pairs"].endswith("charting-tui codes import-ncci FILE")
    assert said(page("M54.2", kind=CodeKind.DIAGNOSIS), "Tables", "Diagnosis codes").endswith(
        "codes update FILE"
    )


def test_a_code_that_ended_names_what_took_its_place_and_one_of_another_field_its_pairs() -> None:
    assert [fact.about for fact in facts(page("97001"), "Bill instead, whichever fits")] == [
        "97161",
        "97162",
        "97163",
    ]
    assert said(page("95851"), "With these only if 95851 has 59 or an X modifier", "97140")


def test_a_diagnosis_tells_what_stands_under_it_and_what_its_last_character_says() -> None:
    heading = page("m54", kind=CodeKind.DIAGNOSIS)
    assert "M54.2" in [fact.about for fact in facts(heading, "Codes under it")]
    assert "Not billable on 11/23/2026" in said(heading, "Billing")
    injury = page("S13.4XXS", kind=CodeKind.DIAGNOSIS)
    assert said(injury, "Billing", "7th character S").startswith("What the injury left behind")
    assert said(injury, "First on the claim").startswith("Never listed first")


def test_a_modifier_tells_what_the_record_must_show_and_where_it_never_goes() -> None:
    kx = page("kx", book(MEDICARE), CodeKind.MODIFIER)
    assert said(kx, "The year's amount") == "Needed once Medicare allowed $2,480 of therapy in 2026."
    assert "massage" in said(page("TC", kind=CodeKind.MODIFIER), "What is known")
    assert "therapeutic procedure" in said(page("51", kind=CodeKind.MODIFIER), "Never on")
    assert said(page("GP", book(UHC), CodeKind.MODIFIER), "Your payers", UHC.name).startswith("Wants GP")


def test_a_number_that_several_kinds_bear_has_a_page_of_each() -> None:
    assert [one.kind for one in exact_pages(book(), "59")] == [CodeKind.MODIFIER, CodeKind.DENIAL]
    assert [one.kind for one in exact_pages(book(), "11")] == [CodeKind.PLACE, CodeKind.DENIAL]
    assert exact_pages(book(), "neck pain") == []


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("97124", "procedure 97124"),
        ("97141", "procedure 97140"),
        ("M5452", "diagnosis M54.5"),
        ("co-197", "denial CO-197"),
        ("masage", "procedure 97124"),
        ("authorisation", "denial 39"),
        ("neck pain", "diagnosis M54.2"),
        ("", "procedure 97124"),
    ],
)
def test_the_exact_code_is_found_first_then_words_even_mistyped(sought: str, first: str) -> None:
    assert find_entries(book(), sought)[0].name == first


def test_no_code_is_found_twice_and_none_by_letters_without_sense() -> None:
    names = [one.name for one in find_entries(book(), "11")]
    assert len(names) == len(set(names)) > 5
    assert find_entries(book(), "qqqqzzz") == []


def test_facts_in_a_row_about_one_thing_are_one_paragraph_with_day_and_source() -> None:
    section = next(one for one in page("97140", book(UHC)).sections if one.heading == "Your payers")
    about, words = next(iter(paragraphs(section)))
    assert about == UHC.name
    assert words.startswith("Requires GP, GO or GN on this code. [from 7/1/2020, NYSCA")


def test_the_command_shows_the_same_page_as_text_and_as_json(root: Path) -> None:
    words = ("codes", "show", "97140", "--data", str(root), "--user", "kim", "--date", "2026-11-23")
    text = call(*words).out
    assert text.startswith("97140  Skilled hands-on work")
    assert "  97124: Massage" in text
    assert "  No setting names it: Sound Health." in text
    (told,) = json.loads(call(*words, "--format", "json").out)
    assert (told["kind"], told["code"]) == ("procedure", "97140")
    limits = next(one for one in told["sections"] if one["heading"] == "Most units in a day")
    assert limits["facts"][0]["since"] == "2024-07-01"


def test_the_command_names_the_nearest_codes_of_one_it_does_not_know() -> None:
    answer = call("codes", "show", "97141")
    assert answer.refused_in_one_sentence()
    assert "Similar: 97140." in answer.err
    both = call("codes", "show", "59", "--kind", "denial").out
    assert both.startswith("59  Paid less because")
    assert "--data DIR" in call("codes", "show", "97140").out


async def test_a_code_is_looked_up_from_today_and_from_a_code_line(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("i", *"97124")
        assert isinstance(kim.app.screen, CodeBookScreen)
        assert "Never paid with these; 97124 isn't paid" in kim.screen_text()
        assert "Codes that conflict with 97124" in kim.screen_text()
        await kim.presses("enter")
        assert isinstance(kim.app.screen, CodePageScreen)
        await kim.presses("i", "escape", "n", "ctrl+n", *"97140", "enter", *"30", "enter", *"neck", "enter")
        await kim.presses("ctrl+l", "i")
        assert "Code book › 97140" in kim.screen_text()
        await kim.presses("i")
        assert isinstance(kim.app.screen, CodeBookScreen)
        await kim.presses("escape")
        assert "97140" in kim.screen_text()
        assert kim.app.screen.key_places()[0].value == "code lines"


def test_a_claim_that_came_back_is_looked_up_by_what_it_was_turned_down_for() -> None:
    paid = Remittance(received_on=DAY, paid=0, reasons=("CO-45", "PR-2", "CO-50"))
    assert Claim(remittances=(paid,)).turned_down_for == ("CO-50",)
    denial = Denial(denied_on=DAY, reasons=("CO-197", "N56"))
    assert Claim(denial=denial, remittances=(paid,)).turned_down_for == ("CO-197", "N56", "CO-50")
    assert Claim().turned_down_for == ()
