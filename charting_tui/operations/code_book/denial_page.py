"""The page of a denial code: what the payer says, what to do, and which checks prevent it."""

from collections.abc import Iterator
from functools import cache

from charting_tui.coding.code_tables.denials import AskedDenial, DenialCode, denial_groups, read_denial
from charting_tui.operations.code_book.editions import denial_table
from charting_tui.operations.code_book.page import CodeKind, CodePage, Fact, sections
from charting_tui.rules.registry import Rule, rules

_NAMES = {"CARC": "adjustment reason code (CARC)", "RARC": "remark code (RARC)", "277CA": "rejection (277CA)"}


def denial_page(asked: AskedDenial) -> CodePage:
    """Return the page of a denial code; of one written with its group, what the group says too."""
    one = asked.denial
    groups = denial_groups()
    told = [asked.group] if asked.group in groups else ["CO", "PR"] if one.list_name == "CARC" else []
    heading = "Who pays" if asked.group else "Who pays, by the letters before the code"
    return CodePage(
        CodeKind.DENIAL,
        asked.written,
        one.text,
        sections(
            ("What to do", _to_do(one)),
            ("What kind of answer", _answer(one)),
            (heading, (Fact(groups[group], group) for group in told)),
            ("Checks that catch it before billing", _checks(one)),
            ("Tables", denial_table()),
        ),
        _NAMES[one.list_name],
    )


def preventing(denial: DenialCode) -> tuple[Rule, ...]:
    """Return the rules that speak before a line is denied with that code, by id."""
    return tuple(dict.fromkeys(_by_denial().get(denial, ())))


@cache
def _by_denial() -> dict[DenialCode, list[Rule]]:
    found: dict[DenialCode, list[Rule]] = {}
    for rule in rules():
        for code in rule.denials:
            if asked := read_denial(code):
                found.setdefault(asked.denial, []).append(rule)
    return found


def _to_do(one: DenialCode) -> Iterator[Fact]:
    yield Fact(one.do)
    if one.unsure:
        yield Fact("This meaning was found in one place only; compare it with the remittance.")


def _answer(one: DenialCode) -> Iterator[Fact]:
    if one.list_name == "277CA":
        yield Fact("Rejected before anything was decided: no appeal, and the filing clock keeps running.")
    elif one.list_name == "RARC":
        yield Fact("A remark next to an adjustment code: it says what the code doesn't.")


def _checks(one: DenialCode) -> Iterator[Fact]:
    found = preventing(one)
    for rule in found:
        yield Fact(rule.page.partition("\n")[0], rule.id)
    if not found:
        yield Fact("None: nothing in the record shows it beforehand.")
