from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from charting_tui.cli.main import run
from charting_tui.errors import BadInput
from charting_tui.records.canonical import digest
from charting_tui.store.chart_store import ChartStore

from .tampered import MORNING, chained_anew, in_lines, make_small_clinic, opened, work_on


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_small_clinic(folder)
    return folder


@pytest.fixture
def store(root: Path) -> Iterator[ChartStore]:
    with opened(root) as one:
        yield one


def computed_anew(root: Path, name: str) -> None:
    """Take a line out and make log and seal as the program itself would."""
    in_lines(root, name, lambda lines: [*lines[:5], *lines[6:]])
    chained_anew(root, name)
    lines = (root / name).read_text().splitlines()
    seal = f"{digest(lines[-1])} {digest(lines[-2])}\n"
    (root / name).with_suffix(".seal").write_text(seal)


def test_an_anchor_is_one_short_line_and_holds_while_people_work(store: ChartStore) -> None:
    anchors = []
    for days in range(3):
        anchors.append(store.record.anchor())
        work_on(store.root, days=days + 2)
    assert all(len(line) < 80 and "\n" not in line for line in anchors)
    mail = "Kept on paper:\n> " + "\n> ".join(anchors)
    assert store.record.faults_since(mail) == (3, [])


def test_a_log_computed_anew_is_found_and_named(store: ChartStore) -> None:
    anchor = store.record.anchor()
    work_on(store.root)
    computed_anew(store.root, "access.log")
    _, (fault,) = store.record.faults_since(anchor)
    assert "access.log was rewritten" in fault
    assert "c1" in fault


def test_between_two_anchors_the_lines_after_the_one_that_holds_are_named(store: ChartStore) -> None:
    in_lines(store.root, "heads.log", lambda lines: lines[:3])
    first = store.record.anchor()
    work_on(store.root)
    second = store.record.anchor().replace("-23T", "-24T")
    computed_anew(store.root, "heads.log")
    work_on(store.root, days=3)
    _, faults = store.record.faults_since(f"{second}\n{first}")
    (fault,) = [fault for fault in faults if "the clinic's log" in fault]
    assert "Anchor of 2026-11-24T" in fault
    assert "lines 4–" in fault


def test_everything_put_back_together_is_found_by_an_anchor_alone(root: Path) -> None:
    files = ["heads.log", "heads.seal", "access.log", "access.seal", "charts/c1.json", "index.sqlite"]
    old = {name: (root / name).read_bytes() for name in files}
    work_on(root)
    with opened(root, now=MORNING + timedelta(days=2)) as store:
        anchor = store.record.anchor()
    for name, content in old.items():
        (root / name).write_bytes(content)
    with opened(root) as store:
        assert store.verify().sound
        _, faults = store.record.faults_since(anchor)
    assert ["Lines were removed" in fault for fault in faults] == [True, True]


def test_what_holds_no_anchor_is_refused(store: ChartStore) -> None:
    for text in ("", "charting-tui", "charting-tui 2026-11-30 1:2", store.record.anchor()[:-3]):
        with pytest.raises(BadInput, match="no anchor"):
            store.record.faults_since(text)


def test_the_command_prints_an_anchor_and_compares_with_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("verify", "--data", str(root), "--user", "kim")
    assert run((*asked, "--anchor")) == 0
    anchors = tmp_path / "anchors.txt"
    anchors.write_text(capsys.readouterr().out)
    assert run((*asked, "--against", str(anchors))) == 0
    computed_anew(root, "access.log")
    assert run((*asked, "--against", str(anchors))) == 1
    out = capsys.readouterr().out
    assert "The anchor holds." in out
    assert "access.log was rewritten" in out
