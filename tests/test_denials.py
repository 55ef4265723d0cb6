from charting_tui.coding.code_tables.denials import (
    denial_groups,
    denials,
    find_denials,
    read_denial,
    rejections,
)
from charting_tui.operations.code_book.denial_page import denial_page, preventing
from charting_tui.operations.code_book.page import CodePage
from charting_tui.rules.registry import rules

from .command_line import call


def page_of_denial(text: str) -> CodePage:
    asked = read_denial(text)
    assert asked is not None, text
    return denial_page(asked)


def facts(page: CodePage, heading: str) -> list[tuple[str, str]]:
    return [
        (fact.about, fact.text)
        for section in page.sections
        if section.heading.startswith(heading)
        for fact in section.facts
    ]


def test_a_denial_code_is_read_however_it_is_written() -> None:
    written = {
        "CO-197": "CO-197",
        "co 197": "CO-197",
        "CO197": "CO-197",
        "197": "197",
        "PR-119": "PR-119",
        "pr-1": "PR-1",
        "CO-B7": "CO-B7",
        "PI-1": "PI-1",
        "P1": "P1",
        "n362": "N362",
        "MA1": "MA01",
        "CARC 50": "50",
        "RARC N362": "N362",
        "A7:562": "A7:562",
        "a3 33": "A3:33",
    }
    assert {text: read.written for text in written if (read := read_denial(text))} == written


def test_what_is_no_denial_code_is_not_taken_for_one() -> None:
    assert [
        text for text in ("97140", "CO", "CO-N362", "999", "M54.2", "", "-", "A7") if read_denial(text)
    ] == []


def test_every_denial_code_says_what_it_means_and_what_to_do() -> None:
    every = (*denials().values(), *rejections().values())
    assert len(every) > 400
    for one in every:
        assert one.text.endswith("."), one.code
        assert one.do.endswith("."), one.code
        assert len(one.text) + len(one.do) < 300, one.code


def test_every_denial_that_a_rule_prevents_is_in_plain_words() -> None:
    assert [(rule.id, code) for rule in rules() for code in rule.denials if read_denial(code) is None] == []


def test_denial_codes_are_found_by_the_words_that_billers_use() -> None:
    wanted = {
        "timely filing": "29",
        "prior auth": "197",
        "duplicate": "18",
        "medical necessity": "50",
        "coordination of benefits": "22",
        "out of network": "242",
        "deductible": "1",
        "credentialed": "B7",
    }
    assert {words: find_denials(words, 5)[0].code for words in wanted} == wanted


def test_a_page_names_the_checks_that_catch_the_denial_beforehand() -> None:
    found = dict(facts(page_of_denial("CO-197"), "Checks"))
    assert {"A001", "A007"} <= found.keys()
    assert found.keys() == {rule.id for rule in preventing(denials()["197"])}
    assert dict(facts(page_of_denial("PR-1"), "Checks")) == {
        "": "None: nothing in the record shows it beforehand."
    }


def test_the_group_before_a_code_tells_who_pays() -> None:
    groups = denial_groups()
    assert facts(page_of_denial("PR-119"), "Who pays") == [("PR", groups["PR"])]
    assert [about for about, _ in facts(page_of_denial("119"), "Who pays")] == ["CO", "PR"]
    assert facts(page_of_denial("N362"), "Who pays") == []


def test_explain_tells_what_a_denial_code_means_beside_the_pages_of_rules() -> None:
    answer = call("explain", "CO-16", "N290", "C013")
    assert answer.code == 0
    told = " ".join(answer.out.split())  # lines end where the terminal does
    assert told.startswith(
        "CO-16 Something on the claim is missing or invalid. The remark code next to it says what."
    )
    assert "N290 The therapist's NPI is missing, wrong, or not linked to this group." in told
    assert "## C013 massage-with-manual-therapy" in told
    assert "Write denial codes like CO-197" in call("explain", "CO-9999").err


def test_a_rule_is_meant_before_a_denial_of_the_same_letters() -> None:
    assert call("explain", "M020").out.startswith("## M020")
    assert call("explain", "M20").out.startswith("M20  The procedure code")
