"""Save, open, today, unbilled and search on files and on PostgreSQL, also with a network between.

``python -m bench.postgres URL [CLIENTS] [VISITS]``: URL names an empty database on this machine.
"""

import select
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from charting_tui.demo.clinic import ChartOfPlan, demo_plans
from charting_tui.demo.office import demo_office
from charting_tui.records.chart import Act
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import DATABASE
from charting_tui.store.joining import join_database
from charting_tui.store.migrating import copy_clinic
from charting_tui.worklist.summary import VisitSummary

TODAY = date(2026, 11, 23)
TIMES = 15


@contextmanager
def delayed(port: int, milliseconds: float) -> Iterator[int]:
    """Give a port that leads to another one, with half of so many milliseconds each way."""
    listens = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accepts, args=(listens, port, milliseconds / 2000), daemon=True).start()
    try:
        yield listens.getsockname()[1]
    finally:
        listens.close()


def _accepts(listens: socket.socket, port: int, wait: float) -> None:
    while True:
        try:
            here, _ = listens.accept()
        except OSError:
            return
        there = socket.create_connection(("127.0.0.1", port))
        for one in (here, there):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for ends in ((here, there), (there, here)):
            threading.Thread(target=_carries, args=(*ends, wait), daemon=True).start()


def _carries(source: socket.socket, target: socket.socket, wait: float) -> None:
    try:
        while data := source.recv(1 << 20):
            time.sleep(wait)
            while select.select([source], [], [], 0)[0] and (more := source.recv(1 << 20)):
                data += more
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def median_ms(act: Callable[[], object]) -> float:
    """Return how long an act takes, the median of some, in milliseconds."""
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000


def _is_open(store: ChartStore, row: VisitSummary) -> bool:
    kept = store.chart(row.client, visit=row.visit).visit(row.visit)
    return kept is not None and kept.signed is None


def measured(root: Path) -> dict[str, float]:
    """Return what each act takes at the clinic of a folder."""
    store = ChartStore.open(root, person="kim", repair=False)
    booked = next(row for row in store.summaries(unbilled=True) if _is_open(store, row))
    client, visit = booked.client, booked.visit

    def save() -> None:
        kept = store.chart(client, visit=visit, earlier=0).visit(visit)
        assert kept is not None
        note = kept.visit.note.model_copy(update={"plan": f"{kept.visit.note.plan} x"[-500:]})
        changed = kept.visit.model_copy(update={"note": note})
        assert kept.signed is None
        store.commit(ChartChange(Act.EDITED, client, visit=changed, visit_revision=kept.revision))

    acts: dict[str, Callable[[], object]] = {
        "save": save,
        "open": lambda: store.chart(client, visit=visit),
        "today": lambda: store.summaries(day=TODAY),
        "unbilled": lambda: store.summaries(unbilled=True),
        "search": lambda: store.find_clients("ma", 60),
    }
    try:
        for act in acts.values():
            act()
        return {name: median_ms(act) for name, act in acts.items()}
    finally:
        store.close()


def main(url: str, clients: int, visits: int) -> None:
    """Make one clinic, copy it into the database, and print a table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        files, joined = Path(folder) / "files", Path(folder) / "joined"
        office = demo_office(TODAY, clients)
        store = ChartStore.create(files, office, person="kim")
        plans = demo_plans(1, clients, office, TODAY, visits)
        store.write_new_charts(NewCharts(plans, ChartOfPlan(1, office, TODAY)))
        store.close()
        join_database(joined, url)
        copy_clinic(files, joined)
        store = ChartStore.open(joined, person="kim", repair=False)
        store.reindex()
        store.close()
        found = {"files": measured(files), "PostgreSQL": measured(joined)}
        address = joined / DATABASE
        text = address.read_text()
        port = urlsplit(url).port or 5432
        for wait in (1, 5):
            with delayed(port, wait) as other:
                address.write_text(text.replace(f":{port}/", f":{other}/"))
                found[f"PostgreSQL, {wait} ms away"] = measured(joined)
    names = list(next(iter(found.values())))
    sys.stdout.write(f"| ms, median of {TIMES} | {' | '.join(names)} |\n|{' --- |' * (len(names) + 1)}\n")
    for where, each in found.items():
        sys.stdout.write(f"| {where} | {' | '.join(f'{each[name]:.1f}' for name in names)} |\n")


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[2:]]
    main(sys.argv[1], *(asked or [200, 6000]))
