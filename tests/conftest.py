"""What holds for every test: its tier, the clinic most begin in, and time enough on any machine."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from textual._compositor import Compositor

from charting_tui import app

from .assertions_rewritten import rewrite_assertions
from .clinic import NOW_THERE, make_booked_clinic
from .import_desk import Desk
from .made_once import copy_clinic, made_once, make_demo, make_icd_book
from .tiers import TIERS, misplaced
from .warm_start import end_warm_starts

# No property may fail because the machine was slow for a moment.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


MEMORY, ROOM = Path("/dev/shm"), 2 << 30
"""A disk in memory, and the bytes that must be free there for a run to work on it."""


def pytest_configure(config: pytest.Config) -> None:
    """Work in memory where there is room: a clinic is some 20 files, each waited for when it is written."""
    if _has_room(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    for tier, what in TIERS.items():
        config.addinivalue_line("markers", f"{tier}: {what}")
    config.addinivalue_line("markers", "both_engines: runs on files and on PostgreSQL")
    config.addinivalue_line("markers", "of_files: is about files, whatever its module is marked for")
    config.addinivalue_line("markers", "draws: has the screens drawn whenever they change")


def _has_room(place: Path) -> bool:
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return False
    disk = os.statvfs(place)
    return disk.f_bavail * disk.f_frsize > ROOM and not disk.f_flag & os.ST_NOEXEC


def pytest_sessionstart(session: pytest.Session) -> None:
    """Spare the workers, of whom none is begun yet, what each would do as well as the others."""
    if getattr(session.config.option, "numprocesses", 0):
        rewrite_assertions(session.config, sorted(Path(__file__).parent.rglob("test_*.py")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a test that is in the wrong tier, before any is run; of all workers one looks."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0" and not config.option.markexpr:
        return
    faults = {misplaced(item) for item in items if isinstance(item, pytest.Function)} - {""}
    if faults:
        raise pytest.UsageError("\n".join(sorted(faults)))


def pytest_xdist_auto_num_workers() -> int:
    """Five workers for two cores: tests of screens and terminals often wait for what they show."""
    return 5 * (os.cpu_count() or 1) // 2


@pytest.fixture(autouse=True, scope="session")
def _no_book_made() -> Iterator[None]:
    """No screens have the book of diagnoses made behind a test: it takes a core for ten seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "BOOK_AFTER", 24 * 3600.0)
        yield


@pytest.fixture(autouse=True, scope="session")
def _warm_starts_end() -> Iterator[None]:
    yield
    end_warm_starts()


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw screens only where a test looks at them: nobody sees what else is drawn, a third of the time.

    A test whose matter is what is drawn when, or what fails while drawing, is marked ``draws``.
    """
    if request.node.get_closest_marker("draws") is None:
        monkeypatch.setattr(Compositor, "render_update", _nothing_drawn)


def _nothing_drawn(compositor: Compositor, *_: object, **__: object) -> None:
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True, scope="session")
def _nothing_kept_for_good() -> Iterator[None]:
    """Have what a program keeps until its end (``gc.freeze``) collected: here many begin in one process.

    A command begins by a collection, which costs a young process nothing and one that has run a thousand
    tests half a second. Such a process collects when it is due.
    """
    gc.collect()
    gc.freeze()  # the tests themselves, which every search for garbage would go through
    gc.set_threshold(20_000, 20, 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "collect", lambda *_: 0)
        yield


@pytest.fixture(scope="session")
def icd_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of all diagnoses, to be read only."""
    return made_once(tmp_path_factory, "icd-book", make_icd_book) / "charting-tui" / "book.sqlite"


@pytest.fixture(scope="session")
def copy_demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int], Path]:
    """Copies a demo clinic of so many clients to a place of one's own."""

    def copied(folder: Path, clients: int) -> Path:
        made = made_once(tmp_path_factory, f"demo-{clients}", lambda begun: make_demo(begun, clients))
        return copy_clinic(made, folder)

    return copied


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Jane is booked today at 11:00 with Kim; nothing is written yet. No fault may pass unseen."""
    folder = tmp_path / "clinic"
    make_booked_clinic(folder)
    yield folder
    log = folder / "crash.log"
    assert not log.exists(), log.read_text()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CHARTING_NOW", NOW_THERE)
    monkeypatch.setenv("CHARTING_KEYS", "/nobody/keys.toml")
    return Desk(tmp_path, capsys)
