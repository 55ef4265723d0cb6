"""What each payer of the clinic says of a procedure code, by the settings that concern it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.operations.code_book.page import CodeBook, Fact
from charting_tui.records.payer import DailyCap, Payer, Setting

_STIMULATION = {"97014", "G0283"}
"""Unattended electrical stimulation, which payers code in one way or the other."""


def payers_say(book: CodeBook, one: Procedure) -> Iterator[Fact]:
    """Give what the settings say that name the code or count it, payer by payer; then who says nothing."""
    silent = []
    for payer in book.payers:
        named = tuple(_named(payer, one, book.day))
        yield from named
        if not named:
            silent.append(payer.name)
    if silent:
        yield Fact(f"{', '.join(silent)}.", "No setting names it")
    unknown = [payer.name for payer in book.payers if payer.codes_paid is None]
    if unknown:
        yield Fact(f"{', '.join(unknown)}.", "Which licenses they pay isn't entered")
    if book.office is None:
        yield Fact("Name the clinic with --data DIR to see what its payers say.")


def _named(payer: Payer, one: Procedure, day: date) -> Iterator[Fact]:
    if payer.kind == "medicare" and one.medicare in {"not valid", "not covered"}:
        yield Fact(f"{one.medicare.capitalize()} for Medicare.", payer.name, None, one.source)
    if one.code in payer.bundled.value:
        yield _setting(payer, payer.bundled, "Never pays for it separately.", day)
    if payer.codes_paid is not None:
        yield from _paid_to(payer, one.code, day)
    if payer.daily_cap is not None:
        yield from _caps(payer, payer.daily_cap, one, day)
    if payer.prefers_g0283 is not None and one.code in _STIMULATION:
        wants, other = ("G0283", "97014") if payer.prefers_g0283.value else ("97014", "G0283")
        yield _setting(payer, payer.prefers_g0283, f"Wants {wants}, not {other}.", day)
    if payer.discipline_modifier.value and one.always_therapy:
        yield _setting(payer, payer.discipline_modifier, "Wants GP, GO or GN on it.", day)


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
    begun = "" if setting.holds_on(day) else "Not yet in force: "
    return Fact(f"{begun}{said}", payer.name, setting.since, setting.source)
