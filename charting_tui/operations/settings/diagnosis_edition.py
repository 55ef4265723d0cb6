"""Bringing a newer edition of ICD-10-CM into the clinic: what it changes, and whom that touches."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from charting_tui.coding.diagnosis_book.book import DiagnosisBook
from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.coding.updated_diagnoses import changes_of
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.icd10cm import Edition, ToldCode
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.settings.code_tables import BroughtIn, TableChange, bring_in
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.records.code_tables import ImportedTable
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartDamaged, ChartMissing

_MOST_ENDED = 1_000
"""Codes that one edition may end; published ones ended some hundreds at the most."""
_WORD = re.compile(r"[a-z0-9]+")
_CHOICE = "/\t"
"""Where the package that the book is made from joins several wordings of a seventh character."""
Known = dict[str, ToldCode]
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True)
class TouchedClient:
    """A client whose current diagnoses an edition ends, or makes headings."""

    client: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class EditionBroughtIn:
    """What an edition would change or has changed."""

    brought: BroughtIn
    kinds: dict[str, tuple[TableChange, ...]]
    """What changes, by what kind of change it is."""
    clients: tuple[TouchedClient, ...]


def known_codes(store: ChartStore, book: DiagnosisBook, since: date) -> Known:
    """Return every code and heading as known before an edition; BadInput where a newer one is known."""
    editions = sorted(
        (one for one in store.office.tables if one.kind == "diagnoses"), key=lambda one: one.since
    )
    newest = max([book.release, *(one.since for one in editions)])
    if since < newest or since == book.release:
        raise BadInput(
            f"The edition from {newest} is known here, and this one is from {since}; bring a newer one in. "
            "Nothing was changed."
        )
    rows = book.all_codes()
    if rows is None:
        raise BadInput("The book of all diagnoses is damaged; say it again, so that it is made anew.")
    known = {code: ToldCode(billable, text) for code, billable, text in rows}
    for edition in editions:
        if book.release < edition.since < since:
            for code, (mark, text) in changes_of(edition):
                old = known.pop(code, None)
                if mark == "t" and old:
                    known[code] = ToldCode(old.billable, text)
                elif mark in {"b", "h"}:
                    known[code] = ToldCode(mark == "b", text)
    return known


def changes_in(edition: Edition, known: Known) -> ImportedTable:
    """Return what an edition says otherwise; BadInput where it would end more than an edition ends."""
    told = edition.codes if edition.with_headings else _with_headings(edition, known)
    ended = [code for code in known if code not in told]
    last = _last_category(known)
    codes_ended = sum(known[code].billable for code in ended)
    if last > _last_category(told):
        raise BadInput(
            f"{edition.name} ends before {last[1]}, the last category known; it is cut short, download it "
            "again. Nothing was changed."
        )
    if codes_ended > _MOST_ENDED:
        raise BadInput(
            f"{edition.name} would end {codes_ended:,} of the codes known, more than any edition does; it is "
            "a part of one, or of another classification. Nothing was changed."
        )
    rows = [*_differences(told, known), *(f"{code} - {_line(known[code].text)}" for code in ended)]
    return ImportedTable(kind="diagnoses", since=edition.since, source=edition.name, rows=tuple(sorted(rows)))


def bring_edition_in(
    store: ChartStore,
    table: ImportedTable,
    known: Known,
    *,
    dry_run: bool,
    at_clients: GoOn = lambda _done, _of: True,
    at_visits: GoOn = lambda _done, _of: True,
) -> EditionBroughtIn:
    """Save an edition's changes in the place of that day's, and tell what changes and for whom."""
    refusal = why_not_owner(store)
    if refusal:
        raise NotAllowed(refusal)
    kinds = {kind: tuple(changes) for kind, changes in _by_kind(table, known).items() if changes}
    stopped = {code for code, (mark, _) in changes_of(table) if mark in {"-", "h"}}
    clients = tuple(_touched(store, stopped, table.since, at_clients))
    brought = bring_in(store, table, dry_run=dry_run, go_on=at_visits)
    changes = tuple(change for changes in kinds.values() for change in changes)
    return EditionBroughtIn(replace(brought, changes=changes), kinds, clients)


def _with_headings(edition: Edition, known: Known) -> dict[str, ToldCode]:
    """Return a file of codes with the known headings that still have codes below them.

    A known code that the file leaves out, while it has codes below that one, is a heading from now on.
    """
    above = {
        code[:length].removesuffix(".") for code in edition.codes for length in range(CATEGORY, len(code))
    }
    headings = {code: ToldCode(billable=False, text=known[code].text) for code in above if code in known}
    return {**headings, **edition.codes}


def _differences(told: dict[str, ToldCode], known: Known) -> Iterator[str]:
    for code, now in told.items():
        before = known.get(code)
        if before is None or before.billable != now.billable:
            yield f"{code} {'b' if now.billable else 'h'} {_line(now.text)}"
        elif _words(before.text) != _words(now.text):
            yield f"{code} t {_line(now.text)}"


def _words(text: str) -> list[str]:
    """Return a text's words without accents and signs, which change between the files of one edition."""
    plain = unicodedata.normalize("NFKD", text.partition(_CHOICE)[0])
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).lower())


def _line(text: str) -> str:
    return " ".join(text.partition(_CHOICE)[0].split())


def _last_category(codes: Iterable[str]) -> tuple[bool, str]:
    """Return the last category, those of U behind those of Z as the published files have them."""
    return max(((code[:1] == "U", code[:CATEGORY]) for code in codes), default=(False, ""))


_KINDS = {
    (None, "b"): "New codes",
    (None, "h"): "New headings",
    (False, "b"): "Headings that became codes",
    (True, "h"): "Codes that became headings",
    (True, "t"): "Codes with another text",
    (False, "t"): "Headings with another text",
    (True, "-"): "Codes that ended",
    (False, "-"): "Headings that ended",
}


def _by_kind(table: ImportedTable, known: Known) -> dict[str, list[TableChange]]:
    kinds: dict[str, list[TableChange]] = {kind: [] for kind in _KINDS.values()}
    for code, (mark, text) in changes_of(table):
        old = known.get(code)
        kind = _KINDS[(old.billable if old else None, mark)]
        kinds[kind].append(TableChange(code, _line(old.text) if old else "", "" if mark == "-" else text))
    return kinds


def _touched(store: ChartStore, codes: set[str], since: date, go_on: GoOn) -> Iterator[TouchedClient]:
    rows = store.find_clients("", limit=1_000_000)
    for number, row in enumerate(rows, 1):
        try:
            file = read_known(store, row.client).file
        except (ChartDamaged, ChartMissing):
            continue
        current = (one.code for one in file.diagnoses if one.ended_on is None or one.ended_on >= since)
        found = tuple(dict.fromkeys(code for code in current if written(code) in codes))
        if found:
            yield TouchedClient(row.client, found)
        go_on(number, len(rows))
