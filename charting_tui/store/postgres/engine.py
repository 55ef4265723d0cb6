"""The engine of a clinic in a database, as one login uses it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from charting_tui.store.clinic_folder import server_of
from charting_tui.store.journals.shared import OpenJournal
from charting_tui.store.postgres.chain_table import ChainTable
from charting_tui.store.postgres.database import Database, Proof
from charting_tui.store.postgres.documents import RowDocuments
from charting_tui.store.postgres.index import TableIndex
from charting_tui.store.postgres.mirror import mirror_of
from charting_tui.store.postgres.pulse import Pulse
from charting_tui.store.postgres.row_locks import RowLocks
from charting_tui.store.postgres.schema import bring_up_to_date, refuse_other
from charting_tui.store.postgres.shared_journals import SharedJournals


class PostgresEngine:
    """A clinic as rows; ``root`` is this server's own folder, for journals and the book of diagnoses."""

    def __init__(self, root: Path, url: str) -> None:
        self._root = root
        self.database = Database(url)
        self._pulse: Pulse | None = None
        self.documents = RowDocuments(root, self.database, lambda: self._pulse)
        self.locks = RowLocks(root, self.database, self.documents)
        self.chain = ChainTable(root / "heads.log", self.database)
        self.looks = ChainTable(root / "access.log", self.database)
        self.index = TableIndex(self.database, self.documents)
        self.shared_drafts = SharedJournals(root / "drafts", server_of(root), self.database)

    def keep_up(self, opened: Callable[[], Sequence[OpenJournal]]) -> None:
        """Look at the database each second from now on, and send the journals of this login."""
        if self._pulse is None:
            self._pulse = Pulse(self.database, self.shared_drafts, opened)

    def begin(self) -> None:
        """Make the tables, or bring those of an older program up to date."""
        bring_up_to_date(self.database)

    def as_files(self) -> Path:
        """Return the mirror in this server's folder, brought up to now."""
        return mirror_of(self._root, self.database)

    def check(self) -> None:
        """Raise one sentence where the tables are not those that this program knows."""
        refuse_other(self.database)

    def happened(self, proof: object) -> bool:
        """Return whether a save of which the answer was lost took place; StoreAway where no one tells."""
        return isinstance(proof, Proof) and self.database.happened(proof)

    def close(self) -> None:
        """End the look behind the screens, and close the connections."""
        if self._pulse is not None:
            self._pulse.close()
            self._pulse = None
        self.database.close()
