"""Clients found in the index, in the order of their names, without reading the names of all who match."""

import sqlite3

from charting_tui.store.client_row import ClientRow

_MATCHING = "IN (SELECT rowid FROM words WHERE words MATCH ?)"
_FAMILY = "(name >= ? AND name < ?)"
_MANY = 500
"""Matches from which looking through the names in their order takes less time than sorting the matches."""
_AFTER_ALL = "\U0010ffff"


def clients_found(connection: sqlite3.Connection, question: str, first: str, limit: int) -> list[ClientRow]:
    """Return clients who match, those whose family name begins with the first word before the rest."""
    if not question:
        return _rows(connection, "?", (True, limit))
    family = (first, first + _AFTER_ALL)
    # The sign keeps SQLite from looking every match up: it goes through the names until it has enough.
    found = _rows(connection, f"{_FAMILY} AND +number {_MATCHING}", (*family, question, limit))
    if len(found) < limit:
        sign = "+" if _are_many(connection, question) else ""
        rest = f"NOT {_FAMILY} AND {sign}number {_MATCHING}"
        found += _rows(connection, rest, (*family, question, limit - len(found)))
    return found


def _are_many(connection: sqlite3.Connection, question: str) -> bool:
    text = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return bool(connection.execute(text, (question, _MANY)).fetchone()[0] == _MANY)


def _rows(connection: sqlite3.Connection, condition: str, values: tuple[str | int, ...]) -> list[ClientRow]:
    text = f"SELECT line FROM clients WHERE {condition} ORDER BY name, client LIMIT ?"  # noqa: S608  of this module
    return [ClientRow.model_validate_json(row[0]) for row in connection.execute(text, values)]
