"""The pages of modifiers, diagnoses and places of service."""

from collections.abc import Iterator

from charting_tui.coding.billing.payers import threshold_in
from charting_tui.coding.code_tables.code_facts import why_not_billable
from charting_tui.coding.code_tables.table_age import in_prose
from charting_tui.coding.code_tables.table_rows import Modifier, PlaceOfService
from charting_tui.coding.diagnosis_book.diagnoses import (
    FULL,
    DiagnosisEntry,
    is_aftercare,
    never_first,
    region_of,
    seldom_first,
)
from charting_tui.operations.code_book.editions import diagnosis_changes, diagnosis_table
from charting_tui.operations.code_book.page import CodeBook, CodeKind, CodePage, Fact, sections
from charting_tui.records.people import Practice

_MOST_LISTED = 20
_SEVENTH = {
    "A": "active treatment of the injury",
    "D": "care while it heals, the usual one in this field",
    "S": "what the injury left behind; the condition itself goes first",
}
"""What a 7th character says of an injury."""
_FAMILIES = {
    "distinct": "separate service",
    "discipline": "therapy plan",
    "therapy": "Medicare therapy",
    "liability": "notice to the client",
    "repeat": "several or repeated",
}
"""What kinds of modifiers are called, where not by the kind's own name."""
_OFFICE_VISIT_ALONE = "25"
_NOTHING_ELSE = "charting-tui's own list; new modifiers come with its next version."


def modifier_page(book: CodeBook, one: Modifier) -> CodePage:
    """Return the page of a modifier of this field."""
    return CodePage(
        CodeKind.MODIFIER,
        one.code,
        one.text,
        sections(
            ("The record must show", [Fact(one.shows)]),
            ("NCCI pairs", _pairs(one)),
            ("Never on", _never_on(book, one)),
            ("Your payers", _wanted(book, one)),
            ("The year's amount", _threshold(book) if one.kind == "therapy" else ()),
            ("Tables", [Fact(_NOTHING_ELSE, "Modifiers")]),
        ),
        _FAMILIES.get(one.kind, one.kind),
    )


def foreign_modifier_page(code: str) -> CodePage:
    """Return the page of a modifier of another field, of which nothing is known but that it is one."""
    known = [Fact("This is a real modifier, but it isn't used for therapy or massage.")]
    return CodePage(
        CodeKind.MODIFIER, code, "A modifier from another specialty", sections(("What is known", known))
    )


def _pairs(one: Modifier) -> Iterator[Fact]:
    if one.code == _OFFICE_VISIT_ALONE:
        yield Fact("Lets you bill an office visit with a procedure, if the exam was separate.")
    elif one.opens_pairs:
        yield Fact(
            "Lets you bill two codes that are normally bundled, if they really were separate. "
            "Some pairs can't be billed together."
        )
    else:
        yield Fact("It doesn't unbundle any pair of codes.")


def _never_on(book: CodeBook, one: Modifier) -> Iterator[Fact]:
    kinds = sorted(book.tables.kinds_without(one.code))
    if kinds:
        yield Fact(f"These kinds or codes: {', '.join(kinds)}.")
    if one.code == _OFFICE_VISIT_ALONE:
        yield Fact("Anything that isn't an office visit.")


def _wanted(book: CodeBook, one: Modifier) -> Iterator[Fact]:
    if one.kind == "discipline":
        codes = sum(procedure.always_therapy for procedure in book.tables.procedures())
        for payer in book.payers:
            setting = payer.discipline_modifier
            if setting.value:
                text = f"Wants GP, GO or GN on the {codes} codes counted as therapy, like 97140."
                yield Fact(text, payer.name, setting.since, setting.source)


def _threshold(book: CodeBook) -> Iterator[Fact]:
    year = book.day.year
    cents = threshold_in(year, book.office.practice if book.office else Practice())
    if cents is None:
        yield Fact(f"The amount of {year} isn't known here. An owner enters it in Settings.")
    else:
        yield Fact(f"Needed once Medicare allowed ${cents // 100:,} of therapy in {year}.")


def diagnosis_page(book: CodeBook, one: DiagnosisEntry) -> CodePage:
    """Return the page of a diagnosis code or heading."""
    return CodePage(
        CodeKind.DIAGNOSIS,
        one.code,
        one.text,
        sections(
            ("Billing", _billing(book, one)),
            ("Codes under it", _under(book, one)),
            ("First on the claim", _first(one)),
            ("Not next to (Excludes1)", _excluded(book, one)),
            ("Region", [Fact(f"{region_of(one.code).capitalize()}.")] if region_of(one.code) else []),
            ("In force", _in_force(one)),
            ("Changed in the last edition", diagnosis_changes(book, one)),
            ("Tables", diagnosis_table(book)),
        ),
    )


def _billing(book: CodeBook, one: DiagnosisEntry) -> Iterator[Fact]:
    why = why_not_billable(one, book.day)
    yield Fact(f"Not billable on {in_prose(book.day)}: {why}." if why else "Billable as it stands.")
    if len(one.code) == FULL and one.code[-1] in _SEVENTH and one.code[0] in "ST":
        yield Fact(f"{_SEVENTH[one.code[-1]].capitalize()}.", f"7th character {one.code[-1]}")
    elif one.needs_seventh:
        yield Fact("; ".join(f"{sign}: {means}" for sign, means in _SEVENTH.items()) + ".", "7th character")
    yield Fact("The prescriber chooses the diagnosis. Bill the one on the prescription.")


def _under(book: CodeBook, one: DiagnosisEntry) -> Iterator[Fact]:
    if one.billable:
        return
    below = book.tables.diagnoses.children(one.code, _MOST_LISTED + 1)
    for entry in below[:_MOST_LISTED]:
        yield Fact(entry.text, entry.code)
    if len(below) > _MOST_LISTED:
        yield Fact("There are more. Type the start of the code to list them.")


def _first(one: DiagnosisEntry) -> Iterator[Fact]:
    never, seldom = never_first(one.code), seldom_first(one.code)
    if never:
        yield Fact(f"Never listed first: it names {never}.")
    elif seldom:
        yield Fact(f"Rarely listed first: it names {seldom}.")
    elif is_aftercare(one.code):
        yield Fact("Can be listed first, except for an injury: bill the injury's own code with D.")
    elif one.billable:
        yield Fact("Can be listed first.")


def _excluded(book: CodeBook, one: DiagnosisEntry) -> Iterator[Fact]:
    for code in one.excludes1[:_MOST_LISTED]:
        entry = book.tables.diagnosis(code)
        yield Fact(entry.text if entry else "and the codes under it", code)
    if len(one.excludes1) > _MOST_LISTED:
        yield Fact(f"And {len(one.excludes1) - _MOST_LISTED} more.")


def _in_force(one: DiagnosisEntry) -> Iterator[Fact]:
    if one.valid_from:
        yield Fact(f"Not before {in_prose(one.valid_from)}.", since=one.valid_from)
    if one.valid_to:
        yield Fact(f"Not after {in_prose(one.valid_to)}.")
    if not one.valid_from and not one.valid_to:
        yield Fact("No start or end date found; it was in every edition compared.")


def place_page(one: PlaceOfService) -> CodePage:
    """Return the page of a place of service."""
    hands_on = (
        "Hands-on treatment can be billed there."
        if one.hands_on
        else "Hands-on treatment can't be done at this place of service, so payers deny it."
    )
    return CodePage(
        CodeKind.PLACE,
        one.code,
        one.text,
        sections(
            ("Billing", [Fact(f"Item 24B of the CMS-1500. {hands_on}")]),
            ("Tables", [Fact("CMS list of 2024; the next version of charting-tui updates it.", "Places")]),
        ),
    )
