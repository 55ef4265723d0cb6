import os
import resource
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import JournalFull, NotSaved

from .processes import Tell, fork
from .records import edit, revision, said

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "tiny"
    place.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield place
    subprocess.run(["/bin/umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> Path:
    hog = place / "hog"
    with hog.open("wb", buffering=0) as file:
        size = 65536
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    return hog


def test_a_full_disk_is_one_sentence_and_the_old_chart_stays(
    charted: ChartStore, tiny: Path, office: Office
) -> None:
    store = ChartStore.create(tiny / "clinic", office, person="kim")
    store.write_new_charts([charted.chart("c1")])
    change = edit(store, "never written")
    before = (tiny / "clinic/charts/c1.json").read_bytes()
    hog = fill(tiny)
    with pytest.raises(NotSaved, match="disk is full") as refusal:
        store.commit(change)
    assert "\n" not in refusal.value.sentence
    assert (tiny / "clinic/charts/c1.json").read_bytes() == before
    assert os.listdir(tiny / "clinic/charts") == ["c1.json"]  # noqa: PTH208
    hog.unlink()
    store.commit(change)
    assert said(store) == "never written"
    assert store.verify().faults == ()
    store.close()


def test_typing_on_a_full_disk_says_so_and_is_written_when_there_is_room(tiny: Path, office: Office) -> None:
    store = ChartStore.create(tiny / "clinic", office, person="kim")
    journal = store.open_journal("c1", "v1", 0)
    hog = fill(tiny)
    text = ""
    refusals: list[str] = []
    for sign in "pain in the neck since Tuesday " * 400:
        try:
            journal.splice("subjective", text, text + sign)
        except JournalFull as refusal:
            refusals.append(refusal.sentence)
        text += sign
    assert refusals
    assert all("disk is full" in sentence for sentence in refusals)
    assert journal.pending
    assert journal.replay().texts == {"subjective": text}
    hog.unlink()
    journal.flush()
    assert not journal.pending
    store.close()
    later = ChartStore.open(tiny / "clinic", person="kim")
    assert later.adopt(later.drafts()[0]).replay().texts == {"subjective": text}
    later.close()


@pytest.mark.kills
def test_a_limit_on_file_size_is_one_sentence_and_the_old_chart_stays(charted: ChartStore) -> None:
    before = (charted.root / "charts/c1.json").read_bytes()

    def saves(tell: Tell) -> None:
        child = ChartStore.open(charted.root, person="kim", read_clock=lambda: datetime.now(UTC))
        change = edit(child, "x" * 40_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            child.commit(change)
        except NotSaved as refusal:
            tell(refusal.sentence)

    child = fork(saves)
    told = child.lines()
    assert child.ended() == 0, told
    assert len(told) == 1
    assert "disk is full" in told[0]
    assert (charted.root / "charts/c1.json").read_bytes() == before
    assert revision(charted) == 1
