"""Whose appointment a calendar means: exactly one client and one therapist, or a sentence why not."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from charting_tui.errors import BadInput
from charting_tui.interchange.entry import Entry
from charting_tui.interchange.refusals import shown
from charting_tui.operations.bookings.booking import therapists_of
from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore, ClientRow
from charting_tui.store.indexing.rows import folded
from charting_tui.store.refusals import ChartDamaged, ChartMissing

_WORD = re.compile(r"[^\W_]+")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_US_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_NOT_DIGITS = re.compile(r"\D")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EXTENSION = re.compile(r"\s*,?\s*(?:x|ext|extension|#)\.?\s*\d+\s*$", re.IGNORECASE)
_PHONE = 10
"""Digits of a phone number that count, the last ones."""
_EVERYBODY = 10_000_000


class NoMatch(BadInput):
    """An appointment cannot be given to exactly one person."""


class _Name(NamedTuple):
    """A client's name as words."""

    needed: frozenset[str]
    """The family name, and the first of the given ones."""
    words: frozenset[str]
    row: ClientRow


class Clients:
    """The clinic's clients by the words of their names."""

    def __init__(self, store: ChartStore) -> None:
        self._store = store
        self._names: dict[str, str] = {}
        self._by_word: defaultdict[str, list[_Name]] = defaultdict(list)
        for row in store.find_clients("", _EVERYBODY):
            self._names[row.client] = row.name
            for name in _names_of(row):
                for word in name.needed:
                    self._by_word[word].append(name)

    def name_of(self, client: str) -> str:
        """Return a client's name; nothing for no one."""
        return self._names.get(client, "")

    def match(self, entry: Entry) -> str:
        """Return the id of the one client who is meant; NoMatch says why it is no one or several.

        A client is meant where family and first given name stand in the entry's text, and rather one whose
        whole name stands there. Several are told apart by the name as it is written with a comma, and by a
        birth date, phone or e-mail that stands beside it.
        """
        said = frozenset(words_of(entry.client))
        named = {
            name.row.client: name for word in said for name in self._by_word[word] if name.needed <= said
        }
        meant = [name for name in named.values() if len(name.needed) > 1 or name.words == said]
        whole = [name for name in meant if name.words <= said]
        meant = [name for name in whole or meant if not any(name.words < more.words for more in whole)]
        longest = [name.row for name in meant]
        if not longest:
            raise NoMatch(
                f"No client matches “{shown(entry.client)}”. Add the client first (c, then Ctrl+N), then "
                "import again."
            )
        for narrow in (_same_order, _same_birth_date, _same_phone, self._same_email):
            longest = narrow(entry, longest) or longest
        if len(longest) > 1:
            raise NoMatch(
                f"“{shown(entry.client)}” could be any of {len(longest)} clients. Correct the name "
                "in the calendar."
            )
        _refuse_contradiction(entry, longest[0])
        return longest[0].client

    def _same_email(self, entry: Entry, rows: list[ClientRow]) -> list[ClientRow]:
        written = set(_EMAIL.findall(f"{entry.email} {entry.text}".lower()))
        if len(rows) == 1 or not written:
            return rows
        return [row for row in rows if self._email_of(row) in written]

    def _email_of(self, row: ClientRow) -> str:
        try:
            return self._store.chart(row.client).file.client.email.lower()
        except (ChartDamaged, ChartMissing):
            return ""


def _names_of(row: ClientRow) -> Iterator[_Name]:
    """Give a client's name, and the one with the given name by which the client is called."""
    family, _, given = row.name.partition(",")
    for first, words in ((words_of(given)[:1], words_of(row.name)), (words_of(row.preferred_name), [])):
        if first or words:
            needed = frozenset([*words_of(family), *first])
            yield _Name(needed, frozenset(words) or needed, row)


def match_therapist(entry: Entry, office: Office, given: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the id of the one therapist who is meant; NoMatch says why it is no one or several.

    ``given`` says whose appointments those of a name are, as the calendar writes it; of no name, those
    that name no one.
    """
    meant = given.get(folded(entry.therapist)) if entry.therapist else None
    if meant:
        return meant
    treating = [
        person
        for person in office.people
        if person.id in therapists_of(office) and (person.ended_on is None or entry.day <= person.ended_on)
    ]
    for text in (entry.therapist,) if entry.therapist else entry.therapist_hints:
        said = frozenset(words_of(text))
        found = [
            person.id
            for person in treating
            if folded(person.id) in said or frozenset(words_of(person.name) or ["?"]) <= said
        ]
        if len(found) > 1:
            raise NoMatch(f"It names several therapists: {', '.join(found)}.")
        if found:
            return found[0]
    if entry.therapist:
        name = shown(entry.therapist)
        raise NoMatch(f"No therapist matches “{name}”. Add --therapist “{name}=LOGIN” to say who it is.")
    if given.get("") or len(treating) == 1:
        return given.get("") or treating[0].id
    raise NoMatch("It names no therapist. For a calendar of one person, add --therapist NAME.")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    return _WORD.findall(folded(text))


def _same_order(entry: Entry, rows: list[ClientRow]) -> list[ClientRow]:
    asked = [words_of(part) for part in entry.client.split(",")]
    if len(asked) == 1:
        return rows
    return [row for row in rows if [words_of(part) for part in row.name.split(",")] == asked]


def _same_birth_date(entry: Entry, rows: list[ClientRow]) -> list[ClientRow]:
    known = {entry.birth_date} if entry.birth_date else _days_in(entry.text)
    return [row for row in rows if row.birth_date in known]


def _same_phone(entry: Entry, rows: list[ClientRow]) -> list[ClientRow]:
    digits = _NOT_DIGITS.sub("", entry.phone) or _NOT_DIGITS.sub("", entry.text)
    phones = {row.client: _NOT_DIGITS.sub("", _EXTENSION.sub("", row.phone))[-_PHONE:] for row in rows}
    return [row for row in rows if len(phones[row.client]) == _PHONE and phones[row.client] in digits]


def _refuse_contradiction(entry: Entry, row: ClientRow) -> None:
    if entry.birth_date and row.birth_date and entry.birth_date != row.birth_date:
        raise NoMatch(f"“{shown(entry.client)}” is a client here, but with a different birth date.")


def _days_in(text: str) -> set[date]:
    found = [(int(y), int(m), int(d)) for y, m, d in _ISO_DAY.findall(text)]
    found += [(int(y), int(m), int(d)) for m, d, y in _US_DAY.findall(text)]
    return {date(*parts) for parts in found if _is_day(*parts)}


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
