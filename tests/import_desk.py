"""The front desk of a small clinic, handing files to the import commands."""

from datetime import date, time
from pathlib import Path

import pytest

from charting_tui.cli.main import run
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.people import Client
from charting_tui.records.visit import Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow
from tests.clinic import make_clinic, open_clinic


class Desk:
    """The front desk, handing files to the command."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = folder / "clinic"
        self._folder = folder
        self._capsys = capsys
        make_clinic(self.root).close()

    def hands_in(self, text: str | bytes, *options: str, name: str = "export") -> tuple[int, str, str]:
        return self.says("import-schedule", self.file(text, name), *options)

    def hands_in_clients(
        self, text: str | bytes, *options: str, name: str = "list.csv", person: str = "kim"
    ) -> tuple[int, str, str]:
        return self.says("import-clients", self.file(text, name), *options, person=person)

    def file(self, text: str | bytes, name: str) -> str:
        file = self._folder / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(file)

    def says(self, *words: str, person: str = "kim") -> tuple[int, str, str]:
        code = run([*words, "--data", str(self.root), "--user", person])
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def clinic(self) -> ChartStore:
        return open_clinic(self.root)

    def visits(self, client: str = "jane") -> list[Visit]:
        store = self.clinic()
        found = [kept.visit for kept in store.chart(client).visits]
        store.close()
        return found

    def when(self, client: str = "jane") -> list[tuple[date, time | None, VisitState]]:
        return [
            (visit.date, visit.appointment.start if visit.appointment else None, visit.state)
            for visit in self.visits(client)
        ]

    def add(self, *names: str) -> None:
        store = self.clinic()
        for name in names:
            id_ = name.partition(",")[0].lower().replace("'", "")
            file = ClientFile(client=Client(id=id_, name=name))
            store.commit(ChartChange(Act.OPENED, id_, file=file))
        store.close()

    def clients(self) -> dict[str, ClientRow]:
        store = self.clinic()
        found = {row.name: row for row in store.find_clients("", 100)}
        store.close()
        return found

    def file_of(self, name: str) -> ClientFile:
        client = self.clients()[name].client
        store = self.clinic()
        file = store.chart(client).file
        store.close()
        return file

    def snapshot(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.root / "charts").iterdir()}
