"""Joining this server to a clinic in a database: a folder of its own for journals, and the address."""

import shutil
from pathlib import Path

from charting_tui.errors import BadInput
from charting_tui.store.clinic_folder import checked_address, database_of, make_clinic_folder, may_begin
from charting_tui.store.engines import engine_for
from charting_tui.store.office_file import PRACTICE
from charting_tui.store.refusals import ClinicMissing


def join_database(root: Path, url: str) -> bool:
    """Make the folder, or find it made for that address; return whether a clinic is in the database.

    Tables that are missing, or of an older program, are made.
    """
    checked_address(url)
    made = database_of(root) != url
    if made:
        make_clinic_folder(root, url)
    try:
        with engine_for(root) as engine:
            engine.begin()
            return engine.documents.stamp(root / PRACTICE) is not None
    except BaseException:
        if made:
            shutil.rmtree(root, ignore_errors=True)
        raise


def follow_database(root: Path, url: str) -> None:
    """Have this server's folder follow the address that the environment names; the clinic must be there."""
    known = database_of(root)
    if known == checked_address(url):
        return
    if known or not may_begin(root):
        raise BadInput(
            f"CHARTING_STORE names another store than {root}. Unset it, or name a new folder with --data."
        )
    if not join_database(root, url):
        shutil.rmtree(root, ignore_errors=True)
        raise ClinicMissing(
            "This database has no clinic yet. Create one with “charting-tui init DIR --store URL”."
        )
