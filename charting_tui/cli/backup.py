"""Backs a clinic up, and restores a whole one or one chart."""

import os
import tempfile
from argparse import Namespace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from charting_tui.cli.clinic import asked_date, clinic_clock, clinic_folder, open_clinic
from charting_tui.cli.lines import ProgressLine, complain, counted, printable, say
from charting_tui.clock import Clock, system_clock
from charting_tui.errors import BadInput
from charting_tui.operations.backups.restoring import note_restored_clinic, restore_chart
from charting_tui.operations.permission import May, require
from charting_tui.readers.dates import DateKind
from charting_tui.store.backups.backup import back_up
from charting_tui.store.backups.places import BackupPlace, place_of
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored
from charting_tui.store.backups.restore import (
    BackupAt,
    backups_at,
    make_clinic_at,
    newest,
    take_out,
    take_out_one,
)
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chain.verifying import Verdict
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import check_clinic_folder
from charting_tui.store.engines import engine_for
from charting_tui.store.office_file import office_of
from charting_tui.store.refusals import Busy, NotSaved

_PATIENT = 10
"""By how much a backup lets others go first."""


def make(options: Namespace) -> int:
    """Back the clinic up; 1 where that failed. Whoever may read the folder may back it up, by a timer too."""
    root = clinic_folder(options)
    check_clinic_folder(root)
    office = office_of(root)
    clock = clinic_clock(office)
    sealing = Sealing(options.encrypt_to)
    try:
        place = place_of(options.target, options.ssh_key, options.host_key)
        _refuse_inside(root, options.target)
        os.nice(_PATIENT)
        with engine_for(root) as engine:
            files = engine.as_files()
        done = back_up(files, place, sealing, datetime.now(UTC), whole=options.full)
    except (NotBackedUp, NotSaved, Busy) as fault:
        complain(fault.sentence)
        return 1
    new = "everything" if done.whole else f"{counted(done.written, 'file')} new or changed"
    how = "encrypted, " if sealing else ""
    say(
        printable(
            f"Backed up {counted(done.charts, 'chart')} ({bytes_in_words(done.size)}) on "
            f"{_moment(datetime.now(UTC), clock.zone)}: {new}, {bytes_in_words(done.archive.size)} "
            f"written to {place.told}/{done.series}, {how}read back and verified."
        )
    )
    return 0


def _refuse_inside(root: Path, target: str) -> None:
    if not target.startswith("sftp://") and Path(target).resolve().is_relative_to(root.resolve()):
        raise BadInput(
            "A backup in the clinic's own folder would be lost with it. Use another disk or a server."
        )


def restore(options: Namespace) -> int:
    """Restore a clinic or a chart, or list what can be restored; 1 where that failed."""
    try:
        place = place_of(options.source, options.ssh_key, options.host_key)
        if options.list:
            return _list(backups_at(place))
        if bool(options.to) == bool(options.chart):
            raise BadInput("Add --to NEWDIR to restore the whole clinic, or --chart ID to restore one chart.")
        return _restore_chart(options, place) if options.chart else _restore_clinic(options, place)
    except (NotBackedUp, NotRestored, NotSaved) as fault:
        complain(fault.sentence)
        return 1


def _list(found: list[BackupAt]) -> int:
    for backup in found:
        say(f"{backup.archive.partition('.')[0]}  {backup.series}")
    say(f"{counted(len(found), 'backup')}. Choose one with --at.")
    return 0


def _restore_clinic(options: Namespace, place: BackupPlace) -> int:
    root = options.to.absolute()
    backup = _chosen(options, place, system_clock("UTC"))
    line = ProgressLine("archives read")
    told: list[str] = []

    def fill(made: Path) -> None:
        take_out(place, backup, options.identity, made, line)
        line.end()
        told.append(_verified(made, backup.at, even_with_faults=options.even_with_faults))

    try:
        make_clinic_at(root, fill)
    finally:
        line.end()
    zone = office_of(root).practice.time_zone
    as_of = _moment(backup.at, ZoneInfo(zone))
    say(
        printable(
            f"Restored the clinic as of {as_of} into {root}: {told[0]} "
            f"Open it with charting-tui --data {root}."
        )
    )
    return 0


def _verified(made: Path, at: datetime, *, even_with_faults: bool) -> str:
    """Return what verification says of a restored clinic, of which it then has an event.

    NotRestored where it finds faults.
    """
    store = ChartStore.open(made, person="restore", repair=False)
    try:
        told = _judged(store.verify(), even_with_faults=even_with_faults)
        note_restored_clinic(store, f"from the backup of {_moment(at, store.clock.zone)}")
    finally:
        store.close()
    return told


def _judged(verdict: Verdict, *, even_with_faults: bool) -> str:
    found = f"{counted(verdict.charts, 'chart')} with {counted(verdict.events, 'event')}"
    if verdict.sound:
        return f"{found}, verified."
    for sentence in verdict.faults:
        complain(sentence)
    faults = counted(len(verdict.faults), "fault")
    if not even_with_faults:
        raise NotRestored(
            f"The backup is complete, but verify finds {faults} in it. Restore an older one (--at), or "
            "this one with --even-with-faults."
        )
    return f"{found}, verify found {faults}."


def _restore_chart(options: Namespace, place: BackupPlace) -> int:
    client = checked_id(options.chart)
    store = open_clinic(options)
    try:
        require(store, May.RESTORE_CHARTS)
        backup = _chosen(options, place, store.clock)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=store.root) as work:
            copy = take_out_one(place, backup, options.identity, f"charts/{client}.json", Path(work))
            told = f"from the backup of {_moment(backup.at, store.clock.zone)}"
            back = restore_chart(store, client, copy, told)
        restored = back.restored
        lost = (
            f" {counted(restored.lost, 'later change')} lost."
            if restored.lost
            else " No later change was lost."
        )
        bills = (
            f" {counted(back.billed_again, 'claim')} returned to their batches." if back.billed_again else ""
        )
        aside = f" The old file is now charts/damaged/{restored.set_aside}." if restored.set_aside else ""
        say(printable(f"Restored the chart {client} {told}.{lost}{bills}{aside}"))
    finally:
        store.close()
    return 0


def _chosen(options: Namespace, place: BackupPlace, clock: Clock) -> BackupAt:
    """Return the newest backup, or the newest of the day that --at names, or that very one."""
    text = options.at
    if text is None or any(one.archive.startswith(f"{text}.") for one in backups_at(place)):
        return newest(place, named=text or "")
    day = asked_date(text, "--at", clock.today(), DateKind.PAST)
    if day is None:
        return newest(place)
    return newest(place, datetime.combine(day + timedelta(days=1), time.min, clock.zone))


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.month}/{local.day}/{local.year} {local:%H:%M}"


def bytes_in_words(count: int) -> str:
    """Return a number of bytes as a person reads it: 640 B, 12 kB, 4.7 MB, 1.2 GB."""
    for unit, worth in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= worth:
            shown = count / worth
            return f"{shown:.1f} {unit}" if shown < 10 else f"{shown:.0f} {unit}"  # noqa: PLR2004
    return f"{count} B"
