"""Papers and files for a client: superbills, and the whole record as PDF and data."""

from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import asked_dates, client_named, open_clinic
from charting_tui.cli.lines import counted, printable, say
from charting_tui.operations.billing.client_papers import superbills_of, whole_record
from charting_tui.readers.dates import DateKind
from charting_tui.store.disk import Disk


def make_superbill(options: Namespace) -> int:
    """Write the superbills of a client's visits as one PDF."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        first, last = asked_dates(options, store.clock.today(), DateKind.PAST)
        content, count = superbills_of(store, client, first, last)
        path = _written(options.out, f"superbill-{client}-{store.clock.today():%Y%m%d}.pdf", content)
        say(printable(f"{path}: {counted(count, 'superbill')}."))
    finally:
        store.close()
    return 0


def export_record(options: Namespace) -> int:
    """Write a client's whole record, as PDF and as data."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        pdf, data = whole_record(store, client)
        name = f"record-{client}-{store.clock.today():%Y%m%d}"
        for ending, content in (("pdf", pdf), ("json", data)):
            say(printable(str(_written(options.out, f"{name}.{ending}", content))))
    finally:
        store.close()
    return 0


def _written(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that only its owner can read, and return where it lies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    Disk().put(folder / name, content)
    return folder / name
