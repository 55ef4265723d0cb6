"""The page of a procedure code."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, get_args

from charting_tui.coding.billing.payers import needling_codes, needling_outside
from charting_tui.coding.billing.units import QUARTER_HOUR, units_of_minutes
from charting_tui.coding.code_tables.code_facts import techniques_of
from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.code_tables.table_age import in_prose
from charting_tui.coding.code_tables.table_rows import CodePair, EndedCode
from charting_tui.coding.code_tables.tables import PROGRAMS
from charting_tui.operations.code_book.editions import procedure_changes, procedure_tables
from charting_tui.operations.code_book.page import CodeBook, CodeKind, CodePage, Fact, sections
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.payer import DailyCap, Payer, Setting
from charting_tui.records.people import LicenceType
from charting_tui.records.values import dollars_of
from charting_tui.rules.codes.licences import is_visit_code

_MOST_UNITS = 6
"""Units to which the table of minutes goes."""
_LAST_OF_PT = "97164"
"""The last evaluation of a physical therapist; those after it are an occupational therapist's."""
_WHO = {
    "yes": "Massage therapists bill it.",
    "rarely": "Massage therapists rarely bill it.",
    "no": "Massage therapists can't bill this code.",
    "some payers": "Some payers pay massage therapists for it; ask before you bill it.",
    "contested": "Payers contest it from massage therapists; ask before you bill it.",
    "where scope allows": "Massage therapists bill it where the state's scope of practice allows it.",
    "physicians": "Only physicians (DO, MD) bill it.",
    "chiropractors": "Only chiropractors and physicians bill it.",
    "acupuncturists": "Only acupuncturists and physicians bill it; in some states chiropractors too.",
    "private payers": "Only private payers take it, from any license that may give the care.",
}
"""Who bills a code, by its use by massage therapists."""
_JUDGED = {
    1: ", judged line by line",
    2: ", judged by day, without exception",
    3: ", judged by day; more may be paid on appeal with records",
}
"""How a daily limit is judged."""
_OVER = {"block": "More is blocked for", "warn": "More is warned of for", "off": "Not checked for"}
"""What comes of more units, by the payer's setting."""
_OFFICE_VISIT = "office visit"
_IN_WORDS = {"bundled", "codes_paid", "daily_cap", "prefers_g0283", "discipline_modifier"}
"""Settings that are told in words of their own; of others that name a code their text is told."""
_STIMULATION = {"97014", "G0283"}
"""Unattended electrical stimulation, which payers code in one way or the other."""
_DISTINCT = ("XE", "XS", "XP", "XU")


def procedure_page(book: CodeBook, one: Procedure) -> CodePage:
    """Return the page of a procedure code that is described here."""
    return CodePage(
        CodeKind.PROCEDURE,
        one.code,
        one.text,
        sections(
            ("Time and units", _time(book, one)),
            ("The note must show", _note(book, one)),
            *_conflicts(book, one.code),
            ("Most units in a day", _limits(book, one.code)),
            ("Who may bill it", _who(book, one)),
            ("Your payers", _payers_say(book, one)),
            ("Your fee", _fees(book, one.code)),
            ("In force", _in_force(one)),
            ("Changed in the last edition", procedure_changes(book, one.code)),
            ("Tables", procedure_tables(book)),
        ),
        one.kind,
    )


def named_page(book: CodeBook, code: str) -> CodePage:
    """Return the page of a procedure code of another field, of which only pairs and limits are known."""
    return CodePage(
        CodeKind.PROCEDURE,
        code,
        "A code from another specialty; only its NCCI edits and limits are listed here",
        sections(
            *_conflicts(book, code),
            ("Most units in a day", _limits(book, code)),
            ("Changed in the last edition", procedure_changes(book, code)),
            ("Tables", procedure_tables(book)),
        ),
    )


def ended_page(book: CodeBook, ended: EndedCode) -> CodePage:
    """Return the page of a procedure code that ended, with what took its place."""
    successors = (
        Fact(found.text if (found := book.tables.procedure(code)) else "no description here", code)
        for code in ended.now
    )
    return CodePage(
        CodeKind.PROCEDURE,
        ended.code,
        f"Ended: not valid after {in_prose(ended.until)}",
        sections(("Bill instead, whichever fits", successors), ("Tables", procedure_tables(book))),
    )


def minutes_table() -> str:
    """Return how many minutes earn how many units: “8–22 = 1, 23–37 = 2 …”."""
    ends = [minutes for minutes in range(QUARTER_HOUR * (_MOST_UNITS + 1)) if _next_is_more(minutes)]
    return ", ".join(
        f"{first + 1}–{last} = {units}" for units, (first, last) in enumerate(pairwise(ends), start=1)
    )


def _next_is_more(minutes: int) -> bool:
    return units_of_minutes(minutes + 1) > units_of_minutes(minutes)


def _time(book: CodeBook, one: Procedure) -> Iterator[Fact]:
    if not one.timed:
        yield Fact(_untimed(one))
        return
    yield Fact("Timed: 15 minutes of hands-on time to a unit. Under 8 minutes earn none; then, in minutes:")
    yield Fact(minutes_table())
    rules = {
        "cms": "Add up the day's timed minutes and read the table for the total",
        "ama": "Read the table for each code alone",
    }
    for rule, words in rules.items():
        payers = book.named(payer for payer in book.payers if payer.unit_rule.value == rule)
        if payers or not book.office:
            yield Fact(f"{words}{': ' if payers else ''}{payers}.", f"{rule.upper()} rule")


def _untimed(one: Procedure) -> str:
    if one.minutes is None:
        return "Untimed: one unit, no matter how long it takes. Its minutes don't count toward other codes."
    length = f"{one.minutes} minutes" if one.minutes <= _HOUR else f"{one.minutes // _HOUR} hours"
    if one.add_on:
        return (
            f"One unit for each further {length}, next to the code of the first. The 8-minute rule "
            "doesn't apply."
        )
    return f"One unit for the first {length}, then the add-on code. The 8-minute rule doesn't apply."


_HOUR = 60


def _note(book: CodeBook, one: Procedure) -> Iterator[Fact]:
    yield Fact(f"{one.expects}.")
    words = techniques_of(one.code, book.tables.vocabulary)
    words = tuple(dict.fromkeys((*words, *one.keywords)))
    if words:
        yield Fact(f"{', '.join(words)}.", "Words that support it")


def _conflicts(book: CodeBook, code: str) -> Iterator[tuple[str, Iterable[Fact]]]:
    """Give the codes of its pairs under a heading each that says which of them is paid, and how."""
    pairs = book.tables.pairs_of(code)
    never = [pair for pair in pairs if not pair.indicator]
    yield f"Never paid with these; only {code} is paid", _others(book, code, never, paid=True)
    yield f"Never paid with these; {code} isn't paid", _others(book, code, never, paid=False)
    bypassed = [pair for pair in pairs if pair.indicator and not is_visit_code(pair.column2)]
    yield f"With these only if {code} has 59 or an X modifier", _others(book, code, bypassed, paid=False)
    yield (
        "With these only if the other code has 59 or an X modifier",
        _others(book, code, bypassed, paid=True),
    )
    visits = [pair for pair in pairs if pair.indicator and is_visit_code(pair.column2)]
    heading = "With these only if the office visit has 25"
    yield heading, [*_others(book, code, visits, paid=True), *_others(book, code, visits, paid=False)]
    yield "These conflicts count", _who_applies(book, code)


def _others(book: CodeBook, code: str, pairs: Iterable[CodePair], *, paid: bool) -> Iterator[Fact]:
    """Give the other code of each pair in which this one is the one that is paid, or is not."""
    for pair in pairs:
        if (pair.column1 == code) == paid:
            other = pair.column2 if paid else pair.column1
            known = book.tables.procedure(other)
            yield Fact(known.text if known else "a code from another specialty", other, pair.since)


def _who_applies(book: CodeBook, code: str) -> Iterator[Fact]:
    pairs = book.tables.pairs_of(code)
    table = pairs[0].as_of if pairs else book.tables.releases.pairs
    if not pairs:
        yield Fact("No conflicting codes found.", since=table)
        return
    if book.payers:
        follow = book.named(payer for payer in book.payers if payer.ncci.value)
        free = book.named(payer for payer in book.payers if not payer.ncci.value)
        yield Fact(f"{follow or 'none of your payers'}.", "For")
        if free:
            yield Fact(f"{free}.", "Not for")
    if any(pair.indicator and not is_visit_code(pair.column2) for pair in pairs):
        yield Fact(_separate(book), "59 or X")
    if any(is_visit_code(pair.column2) for pair in pairs):
        yield Fact("For an exam apart from the procedure, with its own reason and findings.", "25")
    unread = "" if pairs[0].since else ", as the table stood; the first day of a pair wasn't read"
    yield Fact(f"CMS NCCI edits{unread}.", "Source", table)


def _separate(book: CodeBook) -> str:
    exact = ", ".join(
        f"{code} ({found.text[:1].lower()}{found.text[1:]})"
        for code in _DISTINCT
        if (found := book.tables.modifier(code))
    )
    return (
        "Only where they were separate: own minutes, another region or another session, written in the note. "
        f"{exact}; 59 where none of these fits. Never 59 and an X modifier together."
    )


def _limits(book: CodeBook, code: str) -> Iterator[Fact]:
    for program in PROGRAMS:
        limit = book.tables.unit_limit(code, program)
        if limit is None:
            yield Fact("No limit is known.", program.capitalize())
        else:
            units = "1 unit" if limit.units == 1 else f"{limit.units} units"
            judged = _JUDGED.get(limit.judged or 0, "")
            yield Fact(f"{units}{judged}.", program.capitalize(), limit.as_of, "CMS MUE")
    for weight, words in _OVER.items():
        payers = book.named(payer for payer in book.payers if payer.unit_limits.value == weight)
        if payers:
            yield Fact(f"{payers}.", words)


def _who(book: CodeBook, one: Procedure) -> Iterator[Fact]:
    if one.massage_use == "never":
        yield Fact(_never_massage(one))
    elif one.massage_use in _WHO:
        yield Fact(_WHO[one.massage_use])
    state = book.office.practice.state if book.office else ""
    licences: tuple[LicenceType, ...] = get_args(LicenceType)
    for licence in licences if one.code in needling_codes() else ():
        outside = needling_outside(licence, state.strip().upper())
        if outside is not None:
            where = f"in {outside.state}" if outside.state else "in every state"
            yield Fact(f"Outside the license {where}.", licence, None, outside.source)
    if one.always_therapy:
        yield Fact("Counts as therapy no matter who provides it: some payers require GP, GO or GN.")


def _never_massage(one: Procedure) -> str:
    if one.kind == _OFFICE_VISIT:
        return "Only licenses that may examine and diagnose bill it: physicians, chiropractors."
    who = "physical" if one.code <= _LAST_OF_PT else "occupational"
    return f"Only {who} therapists bill it. A massage therapist's own assessment is part of the treatment."


def _payers_say(book: CodeBook, one: Procedure) -> Iterator[Fact]:
    """Give what the settings say that name the code or count it, payer by payer; then who says nothing."""
    silent = []
    for payer in book.payers:
        named = tuple(_named(payer, one, book.day))
        yield from named
        if not named:
            silent.append(payer)
    if silent:
        yield Fact(f"{book.named(silent)}.", "No setting names it")
    unknown = book.named(payer for payer in book.payers if payer.codes_paid is None)
    if unknown:
        yield Fact(f"{unknown}.", "Which licenses are paid isn't entered")
    if book.office is None:
        yield Fact("Name the clinic with --data DIR to see what its payers say.")


def _named(payer: Payer, one: Procedure, day: date) -> Iterator[Fact]:
    if payer.kind == "medicare" and one.medicare in {"not valid", "not covered"}:
        yield Fact(f"{one.medicare.capitalize()} for Medicare.", payer.name, None, one.source)
    if one.code in payer.bundled.value:
        yield _setting(payer, payer.bundled, "Never pays this code separately.", day)
    if payer.codes_paid is not None:
        yield from _paid_to(payer, one.code, day)
    if payer.daily_cap is not None:
        yield from _caps(payer, payer.daily_cap, one, day)
    if payer.prefers_g0283 is not None and one.code in _STIMULATION:
        wants, other = ("G0283", "97014") if payer.prefers_g0283.value else ("97014", "G0283")
        yield _setting(payer, payer.prefers_g0283, f"Wants {wants}, not {other}.", day)
    if payer.discipline_modifier.value and one.always_therapy:
        yield _setting(payer, payer.discipline_modifier, "Requires GP, GO or GN on this code.", day)
    for field in SETTINGS:
        held = getattr(payer, field.path)
        shown = field.show(held) if held is not None and field.path not in _IN_WORDS else ""
        if one.code in re.split(r"[\s,;:]+", shown):
            yield _setting(payer, held, f"{field.label}: {shown}.", day)


def _paid_to(payer: Payer, code: str, day: date) -> Iterator[Fact]:
    setting = payer.codes_paid
    if setting is None:
        return
    paid = [licence for licence, codes in setting.value.items() if code in codes]
    refused = [licence for licence, codes in setting.value.items() if code not in codes]
    said = [f"Pays it to {', '.join(paid)}."] if paid else []
    said += [f"Doesn't pay it to {', '.join(refused)}."] if refused else []
    yield _setting(payer, setting, " ".join(said), day)


def _caps(payer: Payer, setting: Setting[DailyCap], one: Procedure, day: date) -> Iterator[Fact]:
    caps = {"": setting.value, **{f" from {licence}": cap for licence, cap in setting.by_licence.items()}}
    for whose, cap in caps.items():
        if one.code in cap.codes or cap.untimed or (one.timed and not cap.codes):
            most = [f"{cap.units} units"] if cap.units else []
            most += [f"{cap.minutes} minutes"] if cap.minutes else []
            of = "all codes" if cap.untimed else f"{len(cap.codes)} codes" if cap.codes else "all timed codes"
            yield _setting(payer, setting, f"Pays {', '.join(most)} a day{whose}, {of} together.", day)


def _setting(payer: Payer, setting: Setting[Any], said: str, day: date) -> Fact:
    begun = "" if setting.holds_on(day) else "Not in effect yet: "
    return Fact(f"{begun}{said}", payer.name, setting.since, setting.source)


def _fees(book: CodeBook, code: str) -> Iterator[Fact]:
    if book.office is None:
        return
    cents = book.office.practice.fee(code, book.day)
    days = [
        fee.since
        for fee in book.office.practice.fees
        if fee.code == code and (fee.since is None or fee.since <= book.day)
    ]
    if cents is None:
        yield Fact("None is set. Enter it in Settings, under fees.")
    else:
        yield Fact(f"${dollars_of(cents)} a unit.", since=max((day for day in days if day), default=None))


def _in_force(one: Procedure) -> Iterator[Fact]:
    if one.valid_from:
        yield Fact(f"From {in_prose(one.valid_from)}.", since=one.valid_from)
    if one.valid_to:
        yield Fact(f"Until {in_prose(one.valid_to)}.")
    if not one.valid_from and not one.valid_to:
        yield Fact("In Medicare's fee schedule of 2024. Its first day wasn't read; no last day is known.")
    if one.medicare != "active":
        yield Fact(f"Its status there: {one.medicare}.", "Medicare")
