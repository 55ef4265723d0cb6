"""Papers and files for a client: superbills, receipts, statements, and the whole record as PDF and data."""

from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import asked_date, asked_dates, client_named, open_clinic
from charting_tui.cli.lines import counted, printable, say
from charting_tui.operations.billing.client_papers import superbills_for, superbills_pdf, whole_record
from charting_tui.operations.billing.receipts import receipt_of, statement_of
from charting_tui.readers.dates import DateKind
from charting_tui.store.disk import Disk


def make_superbill(options: Namespace) -> int:
    """Write the superbills of a client's visits as one PDF; 1, and none, where one lacks something."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        first, last = asked_dates(options, store.clock.today(), DateKind.PAST)
        bills = superbills_for(store, client, first, last)
        gaps = [gap for bill in bills for gap in bill.gaps]
        for gap in gaps:
            say(printable(gap))
        if gaps and not options.anyway:
            say(
                "A health plan would deny it, so nothing was created. Enter what is missing, or add --anyway."
            )
            return 1
        name = f"superbill-{client}-{store.clock.today():%Y%m%d}.pdf"
        path = _written(options.out, name, superbills_pdf(store, client, bills))
        say(printable(f"{path}: {counted(len(bills), 'superbill')}."))
    finally:
        store.close()
    return 0


def make_receipt(options: Namespace) -> int:
    """Write the receipt for what a client paid on a day."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        day = asked_date(options.date, "--date", store.clock.today(), DateKind.PAST)
        _put(
            options.out,
            f"receipt-{client}-{day or store.clock.today():%Y%m%d}.pdf",
            receipt_of(store, client, day),
        )
    finally:
        store.close()
    return 0


def make_statement(options: Namespace) -> int:
    """Write the statement of what a client owes."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        _put(options.out, f"statement-{client}-{store.clock.today():%Y%m%d}.pdf", statement_of(store, client))
    finally:
        store.close()
    return 0


def _put(file: Path | None, name: str, content: bytes) -> None:
    """Write one paper to the file that was named, else here under its own name, and say where it is."""
    path = file or Path(name)
    say(printable(f"{_written(path.parent, path.name, content)}."))


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
