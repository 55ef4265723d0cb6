import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore

from .conftest import NOON
from .databases import Server, free_port, in_memory, own, programs
from .processes import fork
from .records import open_jane, said
from .test_lost_database import at_work, told_before_its_end, writer

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A primary that acknowledges what its standby has."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    beside = tempfile.TemporaryDirectory(prefix="charting-pg-", dir=in_memory())
    with beside as folder, ExitStack() as closing:
        primary = Server(Path(folder) / "primary", free_port(), "fsync=on wal_level=replica")
        standby = Server(Path(folder) / "standby", free_port(), "fsync=on")
        primary.make().start()
        closing.callback(lambda: primary.stop("immediate") if primary.is_up else None)
        standby.folder.mkdir()
        own(standby.folder)
        source = f"host=127.0.0.1 port={primary.port} user=charting application_name=standby"
        standby.run("pg_basebackup", "-d", source, "-D", standby.data, "-R", "-c", "fast")
        standby.start()
        closing.callback(lambda: standby.stop("immediate") if standby.is_up else None)
        primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        primary.execute("SELECT pg_reload_conf()")
        yield primary, standby


def test_a_standby_that_takes_over_has_all_that_was_acknowledged(
    pair: tuple[Server, Server], office: Office, root: Path
) -> None:
    primary, standby = pair
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    url = f"postgresql://charting@{hosts}/postgres"
    store = ChartStore.create(root, office, person="kim", read_clock=lambda: NOON, database=url)
    open_jane(store)
    with at_work(fork(writer(root, "w"))) as child:
        acknowledged = [child.next_line() for _ in range(20)]
        primary.kill()
        standby.run("pg_ctl", "-D", standby.data, "-w", "promote")
        acknowledged += told_before_its_end(child, 10)
    words = said(store).split()[2:]
    assert set(acknowledged) <= set(words)
    assert len(words) == len(set(words))
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks) == ((), ())
    store.close()
