import json
import os
import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from charting_tui import __version__
from charting_tui.billing.x12.write_837p import write_837p
from charting_tui.cli.main import run
from charting_tui.cli.options import read_options
from charting_tui.rules.registry import rules
from tests.billing.claims_made import ENVELOPE, MADE_AT, claim
from tests.command_line import FORM, NOW, ROOT, call

from .test_cms_files import placed
from .test_code_tables import NAME as QUARTER
from .test_code_tables import whole_pairs
from .test_diagnosis_edition import put_small_book
from .test_icd10cm_file import NAME as EDITION
from .test_icd10cm_file import NEW, order

README = (ROOT / "README.md").read_text()
PAGE = (ROOT / "docs" / "commands.md").read_text()
COMMANDS = re.findall(r"^    charting-tui (.+?) {2,}(.+)$", PAGE, re.MULTILINE)
PLACEHOLDERS = {
    "D": "2026-11-19",
    "CLIENT": "delacroix",
    "[FILE]": "",
    "FILE": "calendar.csv",
    "LIST": "clients.csv",
    "BATCH": "batch.837",
    "FILE...": QUARTER,
    "TARGET": "backups",
}
CLIENTS = "name,birth date\nDay Ada,02/03/1984\n"
CALENDAR = "id,date,start,client,therapist\none,2026-11-24,09:00,Doe Jane,kim\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, copy_demo: Callable[[Path, int], Path]) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    copy_demo(folder / "demo", 40)
    put_small_book(folder / "demo")
    (folder / "backups").mkdir()
    placed(folder, json.dumps(FORM), "visit.json")
    placed(folder, CALENDAR, "calendar.csv")
    placed(folder, CLIENTS, "clients.csv")
    placed(folder, write_837p([claim(0)], ENVELOPE, MADE_AT), "batch.837")
    placed(folder, whole_pairs(), QUARTER)
    placed(folder, order(NEW), EDITION)
    clinic = ("--data", str(folder / "demo"), "--user", "kim")
    imported = call("codes", "import-ncci", str(folder / QUARTER), *clinic)
    assert imported.code in {0, 1}, imported.err
    return folder


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) > 20


@pytest.mark.long
@pytest.mark.parametrize("line", [line for line, _ in COMMANDS])
def test_every_command_line_of_the_page_answers(
    line: str, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(files)
    monkeypatch.setenv("CHARTING_NOW", NOW)
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(line)]
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        code = run([*filter(None, words), "--data", "demo", "--user", "kim"])
    told = capsys.readouterr()
    if line.split(maxsplit=1)[0] in {"receipt", "statement"}:  # this client neither paid nor owes anything
        assert (code, told.err.count("\n")) == (2, 1)
        return
    assert code in {0, 1}, told.err
    assert told.out.strip()


@pytest.mark.parametrize(("line", "told"), COMMANDS)
def test_every_option_that_the_page_names_beside_a_command_is_one_of_it(
    line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [word for word in line.split()[:2] if word.isalpha() or "-" in word.strip("-")]
    command = command if command[0] == "codes" else command[:1]
    with pytest.raises(SystemExit):
        read_options([*command, "--help"])
    written = capsys.readouterr().out
    assert set(re.findall(r"--[a-z-]+", f"{line} {told}")) <= set(re.findall(r"--[a-z-]+", written))


def test_every_target_that_readme_makes_is_one_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([a-z-]+)", README, re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda page: page.name
)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_readme_fits_on_a_page() -> None:
    assert len(README.splitlines()) <= 120


def test_readme_and_changelog_count_the_rules() -> None:
    for page, words in (("README.md", r"(\d+) rules check"), ("CHANGELOG.md", r"- (\d+) rules \(")):
        found = re.search(words, (ROOT / page).read_text())
        assert found is not None, page
        assert int(found[1]) == len(rules()), page


def test_version_and_changelog_agree() -> None:
    packaged = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+),", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert packaged == __version__ == newest[1]
