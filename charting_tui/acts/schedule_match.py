"""Whose appointment a calendar means: exactly one client and one therapist, or a sentence why not."""

import re
from collections import defaultdict
from datetime import date

from charting_tui.acts.booking import therapists_of
from charting_tui.errors import BadInput
from charting_tui.interchange.entry import Entry, shown
from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore, ClientRow
from charting_tui.store.client_row import folded

_WORD = re.compile(r"[^\W_]+")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_US_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_NOT_DIGITS = re.compile(r"\D")
_PHONE = 10
"""Digits of a phone number that count, the last ones."""
_EVERYBODY = 10_000_000


class NoMatch(BadInput):
    """An appointment cannot be given to exactly one person."""


class Clients:
    """The clinic's clients by the words of their names."""

    def __init__(self, store: ChartStore) -> None:
        self._by_word: defaultdict[str, list[tuple[frozenset[str], ClientRow]]] = defaultdict(list)
        for row in store.find_clients("", _EVERYBODY):
            words = frozenset(words_of(row.name))
            for word in words:
                self._by_word[word].append((words, row))

    def match(self, entry: Entry) -> str:
        """Return the id of the one client who is meant; NoMatch says why it is nobody or several.

        A client is meant where every word of the name stands in the entry's text. Several are told apart
        by the name as it is written with a comma, and by a birth date or phone that stands beside it.
        """
        said = frozenset(words_of(entry.client))
        named = {
            row.client: (words, row) for word in said for words, row in self._by_word[word] if words <= said
        }
        longest = [
            row
            for words, row in named.values()
            if (len(words) > 1 or words == said) and not any(words < more for more, _ in named.values())
        ]
        if not longest:
            raise NoMatch(f"No client is found in “{shown(entry.client)}”.")
        for narrow in (_same_order, _same_birth_date, _same_phone):
            longest = narrow(entry, longest) or longest
        if len(longest) > 1:
            raise NoMatch(f"“{shown(entry.client)}” may be {len(longest)} clients; nothing tells them apart.")
        _refuse_contradiction(entry, longest[0])
        return longest[0].client


def match_therapist(entry: Entry, office: Office, given: str = "") -> str:
    """Return the id of the one therapist who is meant; NoMatch says why it is nobody or several.

    ``given`` is whose calendar it is, where an appointment itself names nobody.
    """
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
        raise NoMatch(f"No therapist is found in “{shown(entry.therapist)}”.")
    if given or len(treating) == 1:
        return given or treating[0].id
    raise NoMatch("It names no therapist; say --therapist NAME for a calendar that is one person's.")


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
    phones = {row.client: _NOT_DIGITS.sub("", row.phone)[-_PHONE:] for row in rows}
    return [row for row in rows if len(phones[row.client]) == _PHONE and phones[row.client] in digits]


def _refuse_contradiction(entry: Entry, row: ClientRow) -> None:
    if entry.birth_date and row.birth_date and entry.birth_date != row.birth_date:
        raise NoMatch(f"“{shown(entry.client)}” is found, with another birth date.")


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
