"""Clients from a table with a header row (CSV), as other programs export their lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from charting_tui.errors import BadInput
from charting_tui.interchange.cells import FileDates, joined_name, order_of, read_name
from charting_tui.interchange.columns import Places
from charting_tui.interchange.exports import CLIENTS, FIELDS
from charting_tui.interchange.refusals import RowRefused, refused, shown
from charting_tui.interchange.sheet import SheetRow, open_sheet
from charting_tui.readers.dates import DateKind, DateOrder
from charting_tui.records.addresses import Address
from charting_tui.records.values import ZONES

_DATES = {column: DateKind(one.way) for column, one in FIELDS.items() if one.way}
_PHONES = tuple(column for column, one in FIELDS.items() if one.kind == "phone")
_YES_OR_NO = tuple(column for column, one in FIELDS.items() if one.type is bool)
_NAMES = {"name", "first name", "middle name", "last name", "suffix", "preferred name"}
_NOTHING = {
    *(
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "-",
        "--",
        "unknown",
        "not provided",
        "not specified",
        "unspecified",
    ),
    *("prefer not to say", "undisclosed", "?", "0000-00-00", "00/00/0000"),
}
_SEXES = {
    **dict.fromkeys(("woman", "female", "f", "girl"), "F"),
    **dict.fromkeys(("man", "male", "m", "boy"), "M"),
    **dict.fromkeys(("nonbinary", "non-binary", "non binary", "x", "other", "intersex"), "X"),
}
_INACTIVE = {"inactive", "archived", "deceased", "discharged", "disabled", "deleted", "former", "closed"}
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", *_INACTIVE}
_BELONG_TO = {
    "payer": (
        "member number",
        "group",
        "coverage from",
        "coverage to",
        "name on card",
        "eligibility checked",
        "plan name",
    ),
    "second payer": ("second member number", "second group"),
    "authorization": (
        "authorization from",
        "authorization to",
        "authorization visits",
        "authorization status",
        "authorization asked",
    ),
    "prescriber": (
        "prescriber NPI",
        "prescriber kind",
        "prescribed on",
        "prescription expires",
        "prescription visits",
        "diagnoses",
    ),
}
"""The columns that are parts of one entry of a chart, by the column without which there is none."""
_WORD = re.compile(r"\w+")
_TOTAL = {"total", "totals", "count"}
_OF_A_TOTAL = {
    *_TOTAL,
    *("grand", "number", "of", "all", "client", "clients", "patient", "patients", "customer", "customers"),
    *("record", "records", "row", "rows"),
}
"""The words of a row that counts the others."""
_POWER_OF_TEN = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_WITHOUT_YEAR = re.compile(r"(?:0000-|--)?(\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/]0000")
_ZIP = re.compile(r"\d{5}(?:-?\d{4})?")
_ZIP_IN_TEXT = re.compile(r"\d{5}(?:-\d{4})?$")
_COUNTRY_CODE = re.compile(r"\+?1[\s.-]*(?=\D*(?:\d\D*){10}$)")


@dataclass(frozen=True)
class ClientEntry:
    """One client of a list: texts by column, dates as 1984-11-30, the name as ``Family, Given``."""

    line: int
    texts: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    """What of the row is not taken, though the rest is."""
    unread: tuple[str, ...] = ()
    """What of the row should be there and cannot be read, such as a phone number."""


@dataclass(frozen=True)
class ClientList:
    """All clients of one file."""

    entries: tuple[ClientEntry, ...]
    refused: tuple[RowRefused, ...] = ()
    source: str = ""
    """The program whose export it was taken for; empty: no particular one."""
    not_read: tuple[str, ...] = ()
    """The headings of columns that are not understood, or that lack another one they belong to."""
    alerts_from: tuple[str, ...] = ()
    """The headings, like Notes, of what becomes alerts."""
    inactive: tuple[ClientEntry, ...] = ()
    """Clients whom the list marks as inactive."""
    order: str = ""
    """How dates were read, where the file's own dates decided it."""


def read_clients(
    data: bytes,
    name: str,
    today: date,
    *,
    columns: Mapping[str, str] | None = None,
    order: DateOrder | None = None,
) -> ClientList:
    """Return a table's clients; BadInput with line and reason where it is no list of clients.

    ``columns`` names columns by their headings; ``order`` is how dates are written, else the file decides.
    """
    sheet = open_sheet(data, name, CLIENTS.known)
    places = CLIENTS.places(sheet.headings, columns or {})
    if not {"name", "first name", "last name"} & set(places.columns):
        here = ", ".join(filter(None, sheet.headings))
        raise refused(
            name,
            1,
            f"There is no name column (the headings are: {shown(here, 200)}). Name it with --columns.",
        )
    written = [
        row.cells[place]
        for column in _DATES
        for place in places.columns.get(column, ())
        for row in sheet.rows
        if row.cells[place]
    ]
    found = order or order_of(written, today).order or DateOrder.MONTH_FIRST
    reader = _ClientReader(places, FileDates(found, today))
    entries: list[ClientEntry] = []
    inactive: list[ClientEntry] = []
    odd = list(sheet.refused)
    for row in sheet.rows:
        if reader.is_total(row):
            continue
        try:
            (inactive if reader.is_inactive(row) else entries).append(reader.entry(row))
        except BadInput as fault:
            odd.append(RowRefused(row.line, fault.sentence))
    return ClientList(
        entries=tuple(entries),
        refused=tuple(odd),
        source=CLIENTS.program(sheet.headings),
        not_read=(*places.not_read, *_alone(places)),
        alerts_from=tuple(
            sheet.headings[place]
            for place in places.columns.get("alerts", ())
            if "alert" not in sheet.headings[place].lower()
        ),
        inactive=tuple(inactive),
        order="day/month/year" if found is DateOrder.DAY_FIRST else "",
    )


def _alone(places: Places) -> Iterator[str]:
    """Give the headings of columns that say nothing without another one, which is not there."""
    for column, parts in _BELONG_TO.items():
        if column not in places:
            for part in parts:
                for place in places.columns.get(part, ()):
                    yield f"{places.headings[place]} (needs a column for the {column})"


@dataclass(frozen=True)
class _ClientReader:
    """Reads rows of one table; BadInput says what is wrong with a row."""

    places: Places
    dates: FileDates

    def is_total(self, row: SheetRow) -> bool:
        """Whether it is no client but a report's last row, like “25 clients, Total”."""
        cells = self.places.read(row.cells)
        words = _WORD.findall(" ".join(cells.get(column, "") for column in sorted(_NAMES)).lower())
        return bool(_TOTAL & set(words) or (words and words[0].isdigit())) and all(
            word.isdigit() or word in _OF_A_TOTAL for word in words
        )

    def is_inactive(self, row: SheetRow) -> bool:
        """Whether the list marks the client as no longer one: by a status, or by yes or no."""
        cells = self.places.read(row.cells)
        return (
            cells.get("status", "").lower() in _INACTIVE
            or cells.get("active", "").lower() in _NO
            or cells.get("inactive", "").lower() in _YES
        )

    def entry(self, row: SheetRow) -> ClientEntry:
        """Return the row as a client."""
        cells = {
            column: "" if column not in _NAMES and text.lower() in _NOTHING else text
            for column, text in self.places.read(row.cells).items()
        }
        texts = {column: text for column, text in cells.items() if text and column not in _NAMES}
        remarks: list[str] = []
        unread: list[str] = []
        texts |= _name(cells)
        for column in _PHONES:
            if column in texts:
                try:
                    texts[column] = _phone(texts[column])
                except BadInput as fault:
                    unread.append(f"Imported without {column}: {fault.sentence}")
                    del texts[column]
        for column, kind in _DATES.items():
            if column in texts:
                texts[column] = self._date(column, texts[column], kind, remarks)
        texts |= {column: _answer(texts[column]) for column in _YES_OR_NO if column in texts}
        if "sex" in texts:
            texts["sex"] = _SEXES.get(texts["sex"].lower(), texts["sex"])
        if "alerts" in texts:
            texts["alerts"] = _alerts(texts["alerts"])
        if "authorization" in texts and "authorization to" in self.places and "authorization to" not in texts:
            remarks.append("The authorization has no end date in the list.")
        texts |= _address(texts)
        kept = {column: text for column, text in texts.items() if text}
        return ClientEntry(row.line, kept, tuple(remarks), tuple(unread))

    def _date(self, column: str, text: str, kind: DateKind, remarks: list[str]) -> str:
        if _WITHOUT_YEAR.fullmatch(text):
            remarks.append(f"The {column} “{shown(text)}” has no year, so it is left empty.")
            return ""
        if column == "consent signed" and text.isalpha():
            if text.lower() in {"yes", "y", "true", "signed"}:
                remarks.append("The consent has no date, so it is left empty.")
            return ""
        try:
            return self.dates.day(text, kind).isoformat()
        except BadInput as fault:
            raise BadInput(f"{column.capitalize()}: {fault.sentence}") from None


def _name(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the name, and the given name by which the client is called where it is another."""
    first, last = cells.get("first name", ""), cells.get("last name", "")
    called = cells.get("preferred name", "")
    if first or last:
        given = " ".join(filter(None, (first, cells.get("middle name", ""))))
        read = read_name(f"{joined_name(given, last, cells.get('suffix', ''))}")
        if not (first and last):
            read = read._replace(name=given or last)
    else:
        whole = cells.get("name", "")
        if not whole:
            raise BadInput("The name is missing.")
        read = read_name(whole)
    called = called or read.called
    given = read.name.partition(", ")[2]
    same = called.lower() in {given.lower(), given.partition(" ")[0].lower()}
    return {"name": read.name, "preferred name": "" if same else called}


def _phone(text: str) -> str:
    if _POWER_OF_TEN.fullmatch(text):
        raise BadInput(
            f"A spreadsheet turned the phone number into “{text}”. "
            "Make the column text in the spreadsheet, type the number again, and export it."
        )
    return _COUNTRY_CODE.sub("", text.removesuffix(".0").removeprefix("tel:"), count=1).strip()


def _answer(text: str) -> str:
    """Return yes or no for the words that programs write for them."""
    answer = text.lower()
    return "yes" if answer in _YES else "no" if answer in _NO else text


def _alerts(text: str) -> str:
    """Return each line that says something, with semicolons between."""
    lines = (" ".join(line.split()).strip("; ") for line in text.splitlines())
    return "; ".join(dict.fromkeys(line for line in lines if line and line.lower() not in {*_NOTHING, "no"}))


def _address(texts: dict[str, str]) -> dict[str, str]:
    """Return the address by its columns, of one line or of its parts; it takes out what it was read from.

    What is no plain address of the United States stays in one line, to the letter.
    """
    whole = ", ".join(
        filter(None, (" ".join(line.split()).strip(",") for line in texts.pop("address", "").splitlines()))
    )
    street = ", ".join(filter(None, (texts.pop("street", ""), texts.pop("street 2", ""))))
    city, state, code = (texts.pop(part, "") for part in ("city", "state", "ZIP"))
    code = code.removesuffix(".0")
    if code.isdigit() and len(code) == len("2110"):
        code = f"0{code}"
    if whole and (_ZIP_IN_TEXT.search(whole) or (city and city.lower() in whole.lower())):
        return _split(whole)
    if street and not (whole or city or state or code):
        parts = _split(street)
        return parts if "street" in parts else {"street": street}
    if (not state or state.upper() in ZONES) and (not code or _ZIP.fullmatch(code)) and (not whole or city):
        parts = {"street": whole or street, "city": city, "state": state.upper(), "ZIP": code}
        return {column: text for column, text in parts.items() if text}
    return _split(", ".join(filter(None, (whole or street, city, " ".join(filter(None, (state, code)))))))


def _split(line: str) -> dict[str, str]:
    address = Address.model_validate(line)
    parts = {"street": address.street, "city": address.city, "state": address.state, "ZIP": address.zip_code}
    return {column: text for column, text in {**parts, "address": address.entered}.items() if text}
