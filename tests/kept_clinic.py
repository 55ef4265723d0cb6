"""A clinic that many tests begin with: made once a process, and written out as often as one asks for it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from charting_tui.store.disk import stamp_of


class KeptClinic:
    """A clinic as it was made, in memory; a test that gets it may do with its files whatever it wants."""

    def __init__(self, make: Callable[[Path], None]) -> None:
        with TemporaryDirectory() as place:
            folder = Path(place) / "clinic"
            make(folder)
            found = sorted(folder.rglob("*"))
            self._folders = [each.relative_to(folder) for each in found if each.is_dir()]
            self._files = [_KeptFile(folder, each) for each in found if each.is_file()]
            self._made_with = str(stamp_of(folder / "practice.json"))

    def write_to(self, folder: Path) -> None:
        """Write the clinic to a folder that is not there yet, with an index that knows the new files."""
        for each in (Path(), *self._folders):
            (folder / each).mkdir(mode=0o700)
        for file in self._files:
            file.write_to(folder)
        now_made_with = str(stamp_of(folder / "practice.json"))
        with closing(sqlite3.connect(folder / "index.sqlite")) as index, index:
            index.execute("PRAGMA synchronous = OFF")
            for chart in os.scandir(folder / "charts"):
                of_chart = (chart.inode(), chart.name.removesuffix(".json"))
                index.execute("UPDATE stamps SET inode = ? WHERE chart = ?", of_chart)
            index.execute(
                "UPDATE visits SET made_with = replace(made_with, ?, ?)", (self._made_with, now_made_with)
            )


class _KeptFile:
    """One file of the clinic: only its owner may read it, and the index knows when it was written."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._place = file.relative_to(folder)
        self._content = file.read_bytes()
        self._written_at = file.stat().st_mtime_ns

    def write_to(self, folder: Path) -> None:
        place = folder / self._place
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, self._content)
            os.utime(file, ns=(self._written_at, self._written_at))
        finally:
            os.close(file)
