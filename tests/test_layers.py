import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from charting_tui.screens import on_demand

ROOT = Path(__file__).parent.parent
BELOW_THE_SCREENS = (
    "readers",
    "records",
    "coding",
    "rules",
    "worklist",
    "store",
    "operations",
    "demo",
    "cli.main",
)
_THEN_TELL = "import json, sys; sys.stderr.write(chr(10) + json.dumps(sorted(sys.modules)))"


def modules_after(code: str, folder: Path) -> set[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("CHARTING_")}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_THEN_TELL}"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=env | {"CHARTING_DATA": str(folder), "CHARTING_NOW": "2026-11-23T14:05"},
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def packages_of(package: str) -> str:
    return f"""
import importlib, pkgutil
top = importlib.import_module("charting_tui.{package}")
for found in pkgutil.walk_packages(getattr(top, "__path__", []), top.__name__ + "."):
    importlib.import_module(found.name)
"""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "demo"


@pytest.mark.long
def test_nothing_below_the_screens_brings_in_textual(tmp_path: Path) -> None:
    all_of_them = "".join(map(packages_of, BELOW_THE_SCREENS))
    modules = modules_after(all_of_them, tmp_path)
    assert {f"charting_tui.{package}" for package in BELOW_THE_SCREENS} <= modules
    assert not modules & {"textual", "rich"}


@pytest.mark.long
def test_only_the_store_and_what_is_above_it_bring_in_tinydb(tmp_path: Path) -> None:
    below = "".join(map(packages_of, ("records", "coding", "rules", "worklist")))
    assert "tinydb" not in modules_after(below, tmp_path)


@pytest.mark.long
def test_no_command_brings_in_textual(clinic: Path) -> None:
    commands = [
        ["demo", str(clinic), "--clients", "2", "--no-open"],
        ["units", "97110=33"],
        ["explain", "C013"],
        ["check"],
        ["unbilled"],
        ["pace"],
        ["reindex"],
        ["verify"],
        ["init", str(clinic.parent / "empty")],
    ]
    code = f"""
import sys
from charting_tui.cli.main import run
for words in {commands!r}:
    assert run(words) in (0, 1), words
    assert not sys.modules.keys() & {{"textual", "rich"}}, words
"""
    assert "charting_tui.cli.main" in modules_after(code, clinic)


def test_commands_that_need_no_clinic_bring_in_no_store(tmp_path: Path) -> None:
    code = """
import sys
from charting_tui.cli.main import run
for words in (["units", "97110=33"], ["explain", "C013"], ["--version"]):
    assert run(words) == 0, words
    assert not sys.modules.keys() & {"tinydb", "sqlite3", "charting_tui.store.chart_store"}, words
"""
    assert "charting_tui.cli.main" in modules_after(code, tmp_path)


TODAY_SHOWN = """
from argparse import Namespace
from pathlib import Path
import charting_tui.cli.open_screens
from charting_tui.app import ChartingApp
from charting_tui.cli.clinic import open_clinic
from charting_tui.widgets import preview_pane

preview_pane.REST = 3600  # what the preview loads comes once the cursor rests
store = open_clinic(Namespace(data=Path({clinic!r}), user="kim", command=""))
app = ChartingApp(store)

async def look(pilot):
    await pilot.pause()
    assert "Today" in str(app.screen.query_one("#place").render()), app.screen
    app.exit()

app.run(headless=True, size=(80, 24), auto_pilot=look)
store.close()
"""
OF_TODAY = {
    "frame",
    "frame.base_screen",
    "frame.dead_keys",
    "frame.dialogs",
    "frame.framed_list",
    "frame.idle_lock",
    "frame.keeping",
    "frame.messages",
    "frame.palette",
    "on_demand",
    "recovery",
    "worklist",
    "worklist.at_desk",
    "worklist.today",
    "worklist.visit_rows",
    "worklist.visit_state",
}
"""The modules of ``screens`` that Today needs."""


@pytest.mark.long
def test_a_start_loads_today_and_no_other_place_and_no_rule(tmp_path: Path) -> None:
    made = ["demo", str(tmp_path / "demo"), "--clients", "4", "--no-open"]
    modules_after(f"from charting_tui.cli.main import run\nassert run({made!r}) == 0", tmp_path)
    modules = modules_after(TODAY_SHOWN.format(clinic=str(tmp_path / "demo")), tmp_path)
    screens = {name.removeprefix("charting_tui.screens.") for name in modules if ".screens." in name}
    assert screens == OF_TODAY
    assert not [name for name in modules if name.startswith(("charting_tui.rules", "charting_tui.demo"))]
    assert not modules & {
        "charting_tui.operations.visits.editing_session",
        "charting_tui.coding.billing.pricing",
        "charting_tui.first_run",
        "markdown_it",
        "multiprocessing",
        "textual.widgets._text_area",
    }


COLLECTIONS = """
import gc
from charting_tui.cli import main

def collections():
    return sum(generation["collections"] for generation in gc.get_stats())

before = collections()
main._loaded("charting_tui.cli.open_screens", "run")
assert collections() == before
assert gc.isenabled() and gc.get_freeze_count() > 10_000
"""


def test_nothing_that_a_command_loads_is_searched_for_garbage(tmp_path: Path) -> None:
    assert "charting_tui.app" in modules_after(COLLECTIONS, tmp_path)


def test_every_place_that_is_loaded_on_demand_is_where_the_table_says() -> None:
    asyncio.run(on_demand.load_all())
    assert set(on_demand.__all__) == set(on_demand.MODULES)
    for name, module in on_demand.MODULES.items():
        assert getattr(on_demand, name) is getattr(sys.modules[f"charting_tui.screens.{module}"], name)
    with pytest.raises(AttributeError):
        on_demand.__getattr__("NoScreen")
