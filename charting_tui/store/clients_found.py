"""Clients found in the index, in the order of their names, without reading the names of all who match."""

import sqlite3
from collections.abc import Sequence

from charting_tui.store.client_row import ClientRow

_FAMILY = "(name >= ? AND name < ?)"
_OTHERS = f"NOT {_FAMILY} AND name >= ?"
_AFTER_ALL = "\U0010ffff"
_NEAR = 250
"""Names that are looked through before the words are asked: what most match fills a list there."""
_MANY = 300
"""Matches from which looking through the names in their order takes less time than sorting the matches."""


def clients_found(
    connection: sqlite3.Connection, words: Sequence[str], first: str, limit: int
) -> list[ClientRow]:
    """Return clients with words that begin so, those of a family ``first…`` before the rest."""
    if not words:
        return _rows(connection, "?", (True, limit))
    family = (first, first + _AFTER_ALL)
    looking = " AND ".join(["instr(beginnings, ?)"] * len(words))
    looked = [f" {word}" for word in words]
    found = _rows(connection, f"{_FAMILY} AND {looking}", (*family, *looked, limit))
    near = _end_of_near(connection)
    if len(found) < limit:
        condition = f"{_OTHERS} AND name < ? AND {looking}"
        found += _rows(connection, condition, (*family, "", near, *looked, limit - len(found)))
    if len(found) < limit and near != _AFTER_ALL:
        question = " ".join(f'"{word}"*' for word in words)
        if _are_many(connection, question):
            condition, asked = looking, looked
        else:
            condition, asked = "number IN (SELECT rowid FROM words WHERE words MATCH ?)", [question]
        found += _rows(connection, f"{_OTHERS} AND {condition}", (*family, near, *asked, limit - len(found)))
    return found


def _end_of_near(connection: sqlite3.Connection) -> str:
    text = "SELECT name FROM clients ORDER BY name, client LIMIT 1 OFFSET ?"
    found = connection.execute(text, (_NEAR,)).fetchone()
    return found[0] if found else _AFTER_ALL


def _are_many(connection: sqlite3.Connection, question: str) -> bool:
    text = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return bool(connection.execute(text, (question, _MANY)).fetchone()[0] == _MANY)


def _rows(connection: sqlite3.Connection, condition: str, values: Sequence[str | int]) -> list[ClientRow]:
    text = f"SELECT line FROM clients WHERE {condition} ORDER BY name, client LIMIT ?"  # noqa: S608  of this module
    return [ClientRow.model_validate_json(row[0]) for row in connection.execute(text, values)]
