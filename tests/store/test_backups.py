import hashlib
import shutil
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.store.backups.backup import BackedUp, back_up
from charting_tui.store.backups.places import FolderPlace
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored
from charting_tui.store.backups.restore import make_clinic_at, newest, take_out, take_out_one
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.disk import Disk
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import Busy

from .conftest import NOON
from .records import edit

OPEN = Sealing(())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def backed_up(
    store: ChartStore, target: Path, sealing: Sealing = OPEN, *, at: datetime = NOON, whole: bool = False
) -> BackedUp:
    return back_up(store.root, FolderPlace(target), sealing, at, whole=whole)


def restored(target: Path, to: Path, identity: Path | None = None, named: str = "") -> ChartStore:
    place = FolderPlace(target)
    backup = newest(place, named=named)
    make_clinic_at(to, lambda made: _fill(made, place, named, identity))
    assert backup.series
    return ChartStore.open(to, person="kim", read_clock=lambda: NOON)


def _fill(made: Path, place: FolderPlace, named: str, identity: Path | None) -> None:
    take_out(place, newest(place, named=named), identity, made, lambda _done, _of: None)


def content(root: Path) -> dict[str, str]:
    left_out = ("locks/", "backups/", "index.sqlite")
    names = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith(left_out)
    }


def keys(tmp_path: Path, name: str = "key") -> tuple[str, Path]:
    made = pyrage.x25519.Identity.generate()
    file = tmp_path / name
    file.write_text(f"# made for a test\n{made}\n")
    return str(made.to_public()), file


def test_a_restored_clinic_is_the_same_byte_for_byte_and_sound(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    charted.open_journal("c1", "v1", 1).splice("plan", "", "typed and not yet saved")
    charted.log_access("c1", "chart")
    done = backed_up(charted, target)
    assert (done.charts, done.whole) == (1, True)
    before = content(charted.root)
    again = restored(target, tmp_path / "again")
    assert content(again.root) == before
    assert (again.verify().faults, again.verify().remarks) == ((), ())
    assert [head.unsaved for head in again.drafts()] == [True]
    again.close()


def test_a_second_backup_holds_what_changed_and_restores_all(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    first = backed_up(charted, target)
    charted.commit(edit(charted, "second words"))
    second = backed_up(charted, target, at=NOON + timedelta(days=1))
    assert (second.series, second.whole) == (first.series, False)
    with tarfile.open(target / second.series / second.archive.name) as tar:
        names = set(tar.getnames())
    log = next(name for name in names if name.startswith("heads.log"))
    assert {"charts/c1.json", "BACKUP.json"} <= names
    assert log.startswith("heads.log@")
    assert "practice.json" not in names
    before = content(charted.root)
    again = restored(target, tmp_path / "again")
    assert content(again.root) == before
    again.close()
    older = restored(target, tmp_path / "older", named=first.archive.name.partition(".")[0])
    kept = older.chart("c1").visits[0]
    assert "second words" not in str(kept.visit.note)
    assert older.verify().sound
    older.close()


def test_an_encrypted_backup_opens_by_its_private_key_alone(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    public, private = keys(tmp_path)
    done = backed_up(charted, target, Sealing([public]))
    sealed = (target / done.series / done.archive.name).read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    with pytest.raises(BadInput, match="--identity"):
        restored(target, tmp_path / "again")
    with pytest.raises(NotRestored, match="doesn't open this backup"):
        restored(target, tmp_path / "again", keys(tmp_path, "other")[1])
    again = restored(target, tmp_path / "again", private)
    assert again.verify().sound
    again.close()


def test_other_keys_begin_a_new_series(charted: ChartStore, target: Path, tmp_path: Path) -> None:
    first = backed_up(charted, target)
    second = backed_up(charted, target, Sealing([keys(tmp_path)[0]]))
    assert second.whole
    assert second.series != first.series


@pytest.mark.parametrize("days", [0, 31])
def test_a_series_begins_anew_after_a_month_or_where_something_is_missing(
    charted: ChartStore, target: Path, days: int
) -> None:
    first = backed_up(charted, target)
    if not days:
        (target / first.series / first.archive.name).unlink()
    assert backed_up(charted, target, at=NOON + timedelta(days=days)).whole


def test_two_backups_in_one_second_or_with_a_clock_set_back_are_two(
    charted: ChartStore, target: Path
) -> None:
    first = backed_up(charted, target)
    second = backed_up(charted, target, at=NOON - timedelta(hours=1))
    third = backed_up(charted, target, whole=True)
    assert len({first.archive.name, second.archive.name, third.archive.name}) == 3
    assert newest(FolderPlace(target)).archive == third.archive.name


def test_a_target_that_changes_what_is_written_is_told_and_does_not_count(
    charted: ChartStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(self: FolderPlace, series: str, file: Path) -> None:
        put(self, series, file)
        path = target / series / file.name
        path.write_bytes(path.read_bytes()[:-1] + b"?")

    put = FolderPlace.put
    monkeypatch.setattr(FolderPlace, "put", lying)
    with pytest.raises(NotBackedUp, match="differs from what was sent"):
        backed_up(charted, target)
    monkeypatch.undo()
    with pytest.raises(NotRestored, match="There is no backup"):
        newest(FolderPlace(target))
    assert backed_up(charted, target).whole


def test_a_full_disk_is_told_in_one_sentence(
    charted: ChartStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_disk: object, _file: int, _data: bytes) -> int:
        raise OSError(28, "no space")

    monkeypatch.setattr(Disk, "write", full)
    with pytest.raises(NotBackedUp, match="couldn't save the backup \\(no space left on device\\)"):
        backed_up(charted, target)
    assert not list(target.rglob("*.sha256"))


def test_a_damaged_archive_is_refused_and_the_one_before_it_restores(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    first = backed_up(charted, target)
    charted.commit(edit(charted, "more"))
    second = backed_up(charted, target)
    path = target / second.series / second.archive.name
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(NotRestored, match="is damaged"):
        restored(target, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again*"))
    again = restored(target, tmp_path / "again", named=first.archive.name.partition(".")[0])
    assert again.verify().sound
    again.close()


def test_an_archive_with_a_name_outside_the_clinic_is_refused(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    done = backed_up(charted, target)
    path = target / done.series / done.archive.name
    evil = tmp_path / "evil"
    evil.write_text("x")
    with tarfile.open(path, "w:gz") as tar:
        tar.add(evil, arcname="../evil")
    proof = path.with_name(f"{path.name}.sha256")
    proof.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    with pytest.raises(NotRestored, match="isn't a backup of this program"):
        restored(target, tmp_path / "again")


def test_nothing_is_restored_over_what_is_there(charted: ChartStore, target: Path) -> None:
    backed_up(charted, target)
    before = content(charted.root)
    with pytest.raises(BadInput, match="already exists"):
        restored(target, charted.root)
    assert content(charted.root) == before


def test_a_target_that_is_not_mounted_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Connect the disk"):
        FolderPlace(tmp_path / "not there")


def test_only_one_backup_runs_at_a_time(charted: ChartStore, target: Path) -> None:
    with Locks(charted.root / "locks").held("backup"), pytest.raises(Busy, match="Another backup"):
        backed_up(charted, target)


def test_what_an_interrupted_backup_left_is_cleared_away_and_in_no_backup(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    left = charted.root / "backups" / "at-work"
    left.mkdir(parents=True)
    (left / "7").write_text("left over")
    backed_up(charted, target)
    assert not left.exists()
    again = restored(target, tmp_path / "again")
    assert not (again.root / "backups").exists()
    again.close()


def test_links_in_the_clinic_are_not_followed(charted: ChartStore, target: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of somebody else")
    (charted.root / "charts" / "c2.json").symlink_to(secret)
    done = backed_up(charted, target)
    with tarfile.open(target / done.series / done.archive.name) as tar:
        assert "charts/c2.json" not in tar.getnames()


def one_chart(target: Path, tmp_path: Path) -> Path:
    work = tmp_path / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    place = FolderPlace(target)
    return take_out_one(place, newest(place), None, "charts/c1.json", work)


def test_a_chart_that_is_gone_comes_back_as_an_event_and_verify_is_clean(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    backed_up(charted, target)
    charted.commit(edit(charted, "after the backup"))
    (charted.root / "charts" / "c1.json").unlink()
    assert not charted.verify().sound
    back = charted.restorer.restore("c1", one_chart(target, tmp_path), "from the backup of noon")
    assert (back.copy, back.lost, back.event) == (2, 1, 3)
    verdict = charted.verify()
    assert (verdict.faults, verdict.remarks) == (
        (),
        ("Chart c1: an older copy that ended with entry 2 was restored. The history records that.",),
    )
    told = charted.history("c1")[-1]
    assert (told.act, told.by, told.how) == (
        "restored",
        "kim",
        "from the backup of noon; events 3 to 3 after it lost",
    )
    charted.repair()
    assert [row.name for row in charted.find_clients("doe")] == ["Doe, Jane"]
    charted.commit(edit(charted, "goes on"))
    assert charted.verify().faults == ()


def test_an_older_copy_put_back_by_hand_after_a_restore_is_still_found(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    path = charted.root / "charts" / "c1.json"
    backed_up(charted, target)
    older = path.read_bytes()
    path.unlink()
    charted.restorer.restore("c1", one_chart(target, tmp_path), "from the backup of noon")
    path.write_bytes(older)
    assert not charted.verify().sound


def test_a_chart_that_was_tampered_with_is_set_aside_and_replaced(
    charted: ChartStore, target: Path, tmp_path: Path
) -> None:
    path = charted.root / "charts" / "c1.json"
    backed_up(charted, target)
    path.write_text(path.read_text().replace("first words", "other words"))
    back = charted.restorer.restore("c1", one_chart(target, tmp_path), "from the backup of noon")
    assert "other words" in (charted.root / "charts" / "damaged" / back.set_aside).read_text()
    assert charted.verify().sound


def test_a_chart_that_is_whole_is_not_restored(charted: ChartStore, target: Path, tmp_path: Path) -> None:
    backed_up(charted, target)
    charted.commit(edit(charted, "newer"))
    before = content(charted.root)
    with pytest.raises(NotAllowed, match="everything in this backup and 1 newer event"):
        charted.restorer.restore("c1", one_chart(target, tmp_path), "")
    assert content(charted.root) == before


def test_a_copy_that_does_not_hold_is_not_restored(charted: ChartStore, target: Path, tmp_path: Path) -> None:
    backed_up(charted, target)
    copy = one_chart(target, tmp_path)
    (charted.root / "charts" / "c1.json").unlink()
    copy.write_text(copy.read_text().replace("first words", "forged words"))
    with pytest.raises(NotRestored, match="copy in this backup is damaged"):
        charted.restorer.restore("c1", copy, "")
    assert not (charted.root / "charts" / "c1.json").exists()


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="--encrypt-to"):
        Sealing(["age1nonsense"])


def test_the_moment_of_a_backup_is_read_from_its_name(charted: ChartStore, target: Path) -> None:
    backed_up(charted, target, at=datetime(2026, 11, 30, 1, 2, 3, tzinfo=UTC))
    assert newest(FolderPlace(target)).at == datetime(2026, 11, 30, 1, 2, 3, tzinfo=UTC)
