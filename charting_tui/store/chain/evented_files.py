"""Files of a clinic other than charts that keep the history of their changes in themselves."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from charting_tui.store.chain.heads import Heads
from charting_tui.store.chart_files.chart_tables import last_event
from charting_tui.store.chart_files.tinydb_files import Tables, transaction
from charting_tui.store.engine import Documents
from charting_tui.store.refusals import Busy, NotSaved


class EventedFiles:
    """Writes them: file first, then the clinic's chain, as with charts."""

    def __init__(self, root: Path, documents: Documents, heads: Heads) -> None:
        self._root = root
        self._documents = documents
        self._heads = heads

    @contextmanager
    def transaction(self, name: str) -> Iterator[Tables]:
        """Give a file's tables to change, all of it or nothing. The caller holds the file's lock.

        ``name`` is its path in the clinic, like ``people/kim.json``.
        """
        with self._documents.as_one():
            with transaction(self._root / name, self._documents) as tables:
                known = last_event(tables)
                if known:
                    self._heads.catch_up(name, *known)
                yield tables
                now = last_event(tables)
            if now and now != known:
                with suppress(Busy, NotSaved, OSError):
                    self._heads.record(name, *now)
