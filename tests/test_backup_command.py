import re
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from charting_tui.store.chart_store import ChartStore

from .clinic import make_clinic
from .command_line import call


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ChartStore]:
    store = make_clinic(tmp_path / "clinic")
    yield store
    store.close()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def test_a_clinic_is_backed_up_and_restored_by_commands_each_told_in_one_sentence(
    clinic: ChartStore, disk: Path, tmp_path: Path
) -> None:
    here, key = str(clinic.root), pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(str(key))
    made = call("backup", str(disk), "--data", here, "--encrypt-to", str(key.to_public()))
    assert (made.code, made.err) == (0, "")
    assert re.fullmatch(
        r"Backed up \d+ charts? \(.+\) on .+: everything, .+ written to .+/backup-\d+T\d+Z, "
        r"encrypted, read back and verified\.\n",
        made.out,
    )
    listed = call("restore", str(disk), "--list")
    assert listed.out.endswith("1 backup. Choose one with --at.\n")
    new = tmp_path / "new"
    restore = ("restore", str(disk), "--to", str(new), "--identity", str(tmp_path / "key"))
    back = call(*restore, "--at", listed.out.split()[0])
    assert (back.code, back.err) == (0, "")
    assert re.match(
        r"Restored the clinic as of .+ into .+/new: \d+ charts? with \d+ events?, verified\.", back.out
    )
    assert call("verify", "--data", str(new), "--user", clinic.person).code == 0
    audit = call("audit", "--data", str(new), "--user", clinic.person).out
    assert "whole clinic restored from the backup of" in audit
    assert call(*restore).refused_in_one_sentence()


def test_a_failed_backup_is_one_sentence_and_1_and_bad_use_2(clinic: ChartStore, disk: Path) -> None:
    here = str(clinic.root)
    assert call("backup", str(disk / "away"), "--data", here).refused_in_one_sentence()
    assert call("backup", str(clinic.root / "charts"), "--data", here).refused_in_one_sentence()
    assert call("backup", str(disk), "--data", here, "--encrypt-to", "nonsense").refused_in_one_sentence()
    assert call("restore", str(disk)).refused_in_one_sentence()
    nothing = call("restore", str(disk), "--to", str(disk / "new"))
    assert (nothing.code, nothing.err.count("\n"), nothing.out) == (1, 1, "")


def test_an_owner_restores_one_chart_and_nobody_else(clinic: ChartStore, disk: Path) -> None:
    here, client = str(clinic.root), min(path.stem for path in clinic.root.glob("charts/*.json"))
    call("backup", str(disk), "--data", here)
    (clinic.root / "charts" / f"{client}.json").unlink()
    restore = ("restore", str(disk), "--chart", client, "--data", here)
    owner = next(one.id for one in clinic.office.people if "owner" in one.roles)
    other = next(one.id for one in clinic.office.people if "owner" not in one.roles)
    refused = call(*restore, "--user", other)
    assert (refused.code, "Only an owner may restore a chart" in refused.err) == (2, True)
    back = call(*restore, "--user", owner)
    assert (back.code, back.out.split(" from ")[0]) == (0, f"Restored the chart {client}")
    assert call("verify", "--data", here, "--user", owner).code == 0
