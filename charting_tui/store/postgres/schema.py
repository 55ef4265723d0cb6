"""The tables of a clinic's database: numbered SQL files, each applied once, in order, and never changed."""

from importlib import resources

import psycopg

from charting_tui.store.postgres.database import Database, no_clinic, what_is_meant
from charting_tui.store.refusals import ClinicNotUsable, NewerForm

_KEPT = (
    "CREATE TABLE IF NOT EXISTS migrations "
    "(number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied TIMESTAMPTZ NOT NULL DEFAULT now())"
)


_CLINIC = 0
_FOUND = (
    "SELECT number FROM migrations UNION ALL "
    "SELECT 0 FROM documents WHERE area = '' AND folder = '' AND name = 'practice.json'"
)
"""The migrations that were applied, and 0 where a clinic is there."""


def migrations() -> list[tuple[int, str, str]]:
    """Return number, name and text of each, in their order."""
    folder = resources.files(__package__) / "migrations"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name)
    return [(int(one.name[:4]), one.name, one.read_text(encoding="utf-8")) for one in files]


def bring_up_to_date(database: Database) -> list[str]:
    """Apply what is missing, each file in a transaction, and return their names; or NewerForm."""
    applied = []
    with database.connection() as connection:
        try:
            if not _there(connection):
                connection.execute(_KEPT)
            known = {row[0] for row in connection.execute("SELECT number FROM migrations").fetchall()}
            _refuse_newer(known)
            for number, name, text in migrations():
                if number not in known:
                    with connection.transaction():
                        connection.execute(
                            "INSERT INTO migrations (number, name) VALUES (%s, %s)", (number, name)
                        )
                        connection.execute(text)
                    applied.append(name)
        except psycopg.Error as fault:
            raise what_is_meant(fault, connection) from fault
    return applied


def refuse_other(database: Database) -> None:
    """Raise one sentence where tables or clinic are missing, or older or newer than this program knows."""
    known = {row[0] for row in database.ask(_FOUND)}
    _refuse_newer(known - {_CLINIC})
    if {number for number, _, _ in migrations()} - known:
        raise ClinicNotUsable(
            "This program is newer than the clinic's database. Run “charting-tui init --store” with the same "
            "address, as the role that owns the tables; nothing else changes."
        )
    if _CLINIC not in known:
        raise no_clinic()


def _refuse_newer(known: set[int]) -> None:
    if known - {number for number, _, _ in migrations()}:
        raise NewerForm(
            "A newer version of the program made this database. Start that version, or sign in again. "
            "Your text is saved."
        )


def _there(connection: "psycopg.Connection[tuple[object, ...]]") -> bool:
    found = connection.execute("SELECT to_regclass('migrations') IS NOT NULL").fetchone()
    return bool(found and found[0])
