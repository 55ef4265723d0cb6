import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from charting_tui.errors import ChartingError
from charting_tui.records.office import Office
from charting_tui.records.people import Pin
from charting_tui.store.backups.backup import back_up
from charting_tui.store.backups.places import FolderPlace
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import Journal
from charting_tui.store.refusals import ClinicNotUsable, JournalFull, NotSaved

from .processes import Tell, fork
from .records import edit, revision, said

PIN = Pin(salt="0", digest="0")
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "tiny", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs") as place:
        yield place


@pytest.fixture
def breaking(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can be made to fail, as the kernel does when it takes no more writes."""
    image, make = tmp_path / "disk", shutil.which("mkfs.ext4", path="/usr/sbin:/sbin")
    if not make:
        pytest.skip("no mkfs.ext4")
    with image.open("wb") as file:
        file.truncate(8 << 20)
    subprocess.run([make, "-q", image], check=True)
    with mounted(tmp_path / "mounted", "-o", "loop", str(image)) as place:
        yield place


@contextmanager
def mounted(place: Path, *what: str) -> Iterator[Path]:
    place.mkdir()
    if subprocess.run(["/bin/mount", *what, str(place)], check=False, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root")
    try:
        yield place
    finally:
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


def fails_with(act: Callable[[], object]) -> str:
    """Return the sentence by which an act is refused; nothing where it went on."""
    try:
        act()
    except ChartingError as fault:
        return fault.sentence
    except OSError as fault:
        return f"not a sentence: {fault}"
    return ""


def refusals(store: ChartStore, target: Path) -> dict[str, str]:
    """Return for each step how it fails on a disk that takes no more, with a journal of Jane's open."""
    renamed = store.office.practice.model_copy(update={"name": "New"})
    steps: dict[str, Callable[[], object]] = {
        "a save": partial(store.commit, edit(store, "never written")),
        "settings": lambda: store.save_office(store.office.model_copy(update={"practice": renamed})),
        "a PIN": lambda: store.change_person("kim", lambda one: one.model_copy(update={"pin": PIN})),
        "typing": lambda: type_much(store.open_journal("c1", "v1", 1)),
        "a backup": lambda: back_up(
            store.root, FolderPlace(target), Sealing(()), datetime.now(UTC), whole=True
        ),
        "a paper": lambda: store.papers.put("receipt.pdf", b"x" * 9999),
        "a look": lambda: store.log_access("c1", "chart"),
        "the index": store.reindex,
    }
    return {name: fails_with(act) for name, act in steps.items()}


def type_much(journal: Journal) -> None:
    text = ""
    for _ in range(20):
        journal.splice("subjective", text, text + "sore " * 200)
        text += "sore " * 200
    journal.flush()


def clinic_on(disk: Path, charted: ChartStore, office: Office) -> ChartStore:
    store = ChartStore.create(disk / "clinic", office, person="kim")
    store.write_new_charts([charted.chart("c1")])
    store.open_journal("c1", "v1", 1)
    return store


MAY_GO_ON = {"a look", "the index"}
"""What changes so little that it finds its room."""


def test_each_step_on_a_full_disk_is_one_sentence_and_goes_on_when_there_is_room(
    charted: ChartStore, tiny: Path, office: Office
) -> None:
    store = clinic_on(tiny, charted, office)
    before = (store.root / "charts/c1.json").read_bytes()
    hog = fill(tiny)
    told = refusals(store, tiny)
    assert [sentence for sentence in told.values() if sentence.startswith("not a sentence")] == []
    assert {name for name, sentence in told.items() if not sentence} <= MAY_GO_ON, told
    assert (store.root / "charts/c1.json").read_bytes() == before
    hog.unlink()
    journal = store.open_journal("c1", "v1", 1)
    assert journal.replay().texts["subjective"].startswith("sore")
    journal.flush()
    assert not journal.pending
    store.commit(edit(store, "now"))
    assert store.verify().faults == ()
    store.close()


def test_each_step_on_a_failing_disk_is_one_sentence_and_the_text_stays(
    charted: ChartStore, breaking: Path, office: Office
) -> None:
    store = clinic_on(breaking, charted, office)
    before = (store.root / "charts/c1.json").read_bytes()
    subprocess.run(["/bin/mount", "-o", "remount,abort", str(breaking)], check=False)
    told = refusals(store, breaking)
    assert [sentence for sentence in told.values() if sentence.startswith("not a sentence")] == []
    assert {name for name, sentence in told.items() if not sentence} == set(), told
    assert (store.root / "charts/c1.json").read_bytes() == before
    assert store.open_journal("c1", "v1", 1).replay().texts["subjective"].startswith("sore")
    with pytest.raises(NotSaved, match="Your charts are safe"):
        ChartStore.open(store.root, person="kim")


def test_a_clinic_on_a_read_only_disk_says_so(tiny: Path, office: Office) -> None:
    ChartStore.create(tiny / "clinic", office, person="kim").close()
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(tiny)], check=True)
    with pytest.raises(ClinicNotUsable, match="read-only disk"):
        ChartStore.open(tiny / "clinic", person="kim")


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
