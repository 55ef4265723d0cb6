"""The engine of a clinic in a database, as one login uses it."""

from pathlib import Path

from charting_tui.store.postgres.chain_table import ChainTable
from charting_tui.store.postgres.database import Database, Proof
from charting_tui.store.postgres.documents import RowDocuments
from charting_tui.store.postgres.index import TableIndex
from charting_tui.store.postgres.row_locks import RowLocks
from charting_tui.store.postgres.schema import bring_up_to_date, refuse_other


class PostgresEngine:
    """A clinic as rows; ``root`` is this server's own folder, for journals and the book of diagnoses."""

    def __init__(self, root: Path, url: str) -> None:
        self.database = Database(url)
        self.documents = RowDocuments(root, self.database)
        self.locks = RowLocks(root, self.database, self.documents)
        self.chain = ChainTable(root / "heads.log", self.database)
        self.looks = ChainTable(root / "access.log", self.database)
        self.index = TableIndex(self.database, self.documents)

    def begin(self) -> None:
        """Make the tables, or bring those of an older program up to date."""
        bring_up_to_date(self.database)

    def check(self) -> None:
        """Raise one sentence where the tables are not those that this program knows."""
        refuse_other(self.database)

    def happened(self, proof: object) -> bool:
        """Return whether a save of which the answer was lost took place; StoreAway where nobody tells."""
        return isinstance(proof, Proof) and self.database.happened(proof)

    def close(self) -> None:
        """Close the connections."""
        self.database.close()
