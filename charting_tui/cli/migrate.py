"""Copies a clinic from files into a database, or back."""

import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import make_index
from charting_tui.cli.lines import ProgressLine, complain, counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.store.backups.restore import make_clinic_at
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import check_clinic_folder, checked_address, make_clinic_folder
from charting_tui.store.joining import join_database
from charting_tui.store.migrating import Migrated, copy_clinic, refuse_unsaved
from charting_tui.store.refusals import NotSaved

_PERSON = "migrate"


def run(options: Namespace) -> int:
    """Copy the clinic, and say what was proved; 1 where the copy does not hold."""
    source = options.source.absolute()
    check_clinic_folder(source)
    store = ChartStore.open(source, person=_PERSON, repair=False)
    try:
        refuse_unsaved(len(store.drafts()))
        faults = store.verify().faults
    finally:
        store.close()
    if faults:
        complain(f"“charting-tui verify” finds {counted(len(faults), 'fault')} in {source}. Fix those first.")
        return 1
    line = ProgressLine("documents copied")
    try:
        copied = _into_database(source, options.target, line) if "://" in options.target else None
        copied = copied or _into_files(source, Path(options.target).absolute(), line)
    except NotSaved as fault:
        complain(fault.sentence)
        return 1
    finally:
        line.end()
    say(
        printable(
            f"Copied {counted(copied.documents, 'document')} and {copied.lines:,} lines of the logs, read "
            f"back and verified: digest {copied.digest[:20]}. From now on, work only in the copy."
        )
    )
    return 0


def _into_database(source: Path, url: str, line: ProgressLine) -> Migrated:
    checked_address(url)
    with tempfile.TemporaryDirectory(prefix="charting-migrate-") as beside:
        folder = Path(beside) / "clinic"
        if join_database(folder, url):
            raise BadInput("TO: This database has a clinic already. Name an empty one.")
        return _copied(source, folder, line)


def _into_files(source: Path, target: Path, line: ProgressLine) -> Migrated:
    done: list[Migrated] = []

    def fill(made: Path) -> None:
        shutil.rmtree(made)
        make_clinic_folder(made)
        done.append(_copied(source, made, line))

    make_clinic_at(target, fill)
    return done[0]


def _copied(source: Path, target: Path, line: ProgressLine) -> Migrated:
    copied = copy_clinic(source, target, line)
    store = ChartStore.open(target, person=_PERSON, repair=False)
    try:
        make_index(store)
        faults = store.verify().faults
    finally:
        store.close()
    if faults:
        raise NotSaved("“charting-tui verify” finds faults in the copy. Check the disk, then migrate again.")
    return copied
