"""What nobody can do to a clinic's files unseen, and what happens to them innocently."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from charting_tui.cli.main import run
from charting_tui.records.canonical import digest
from charting_tui.store.refusals import ChartDamaged

from .tampered import (
    chained_anew,
    in_file,
    in_lines,
    make_small_clinic,
    opened,
    save,
    sha,
    work_on,
)

Hand = Callable[[Path], object]
C1, C2, PRACTICE, KIM = "charts/c1.json", "charts/c2.json", "practice.json", "people/kim.json"
MANIFEST = "claims/b1/manifest.json"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("original") / "clinic"
    make_small_clinic(root)
    return root


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "clinic"))


def told(root: Path) -> tuple[int, str]:
    """Return exit code and all that verify says."""
    with opened(root) as store:
        verdict = store.verify()
    return (0 if verdict.sound else 1), "\n".join((*verdict.faults, *verdict.remarks))


def field(name: str, *path: str, to: object) -> Hand:
    """Write a value into a JSON file."""

    def change(values: Any) -> None:
        for key in path[:-1]:
            values = values[key]
        values[path[-1]] = to

    return lambda root: in_file(root, name, change)


def gone(name: str, *path: str) -> Hand:
    """Take a value out of a JSON file."""

    def change(values: Any) -> None:
        for key in path[:-1]:
            values = values[key]
        del values[path[-1]]

    return lambda root: in_file(root, name, change)


def twice(name: str, table: str, number: str, again: str) -> Hand:
    """Copy a document in a table."""

    def change(values: Any) -> None:
        values[table][again] = values[table][number]

    return lambda root: in_file(root, name, change)


def without_lines(name: str, *numbers: int) -> Hand:
    """Take lines out of a log, counted from 0 or from the end."""

    def change(lines: list[str]) -> list[str]:
        out = {number % len(lines) for number in numbers}
        return [line for place, line in enumerate(lines) if place not in out]

    return lambda root: in_lines(root, name, change)


def cut(name: str, keep: float) -> Hand:
    """Keep the first part of a log."""
    return lambda root: in_lines(root, name, lambda lines: lines[: int(len(lines) * keep)])


def copied_under_a_new_id(root: Path) -> None:
    shutil.copy(root / C1, root / "charts/c9.json")


def renamed_inside_too(root: Path) -> None:
    (root / "charts/c9.json").write_text((root / C1).read_text().replace('"c1"', '"c9"'))


def swapped(root: Path) -> None:
    (root / C1).rename(root / "hold")
    (root / C2).rename(root / C1)
    (root / "hold").rename(root / C2)


def a_visit_of_another_chart(root: Path) -> None:
    other = json.loads((root / C2).read_text())["visits"]["1"]
    in_file(root, C1, lambda values: values["visits"].update({"9": other}))


def old_copies_with_the_chain_cut(root: Path, *, look_after: bool = False) -> None:
    chart, chain = (root / C1).read_bytes(), (root / "heads.log").read_bytes()
    work_on(root)
    if look_after:
        with opened(root) as store:
            store.log_access("c2", "chart")
    (root / C1).write_bytes(chart)
    (root / "heads.log").write_bytes(chain)


def old_copies_chain_and_seal(root: Path) -> None:
    seal = (root / "heads.seal").read_bytes()
    old_copies_with_the_chain_cut(root, look_after=True)
    (root / "heads.seal").write_bytes(seal)


def an_old_copy_and_one_more_save(root: Path) -> None:
    old = (root / C1).read_bytes()
    work_on(root)
    (root / C1).write_bytes(old)
    work_on(root, 1, days=2)


def an_old_practice(root: Path) -> None:
    old = (root / PRACTICE).read_bytes()
    with opened(root) as store:
        practice = store.office.practice.model_copy(update={"phone": "(503) 555-0100"})
        store.save_office(store.office.model_copy(update={"practice": practice}))
    (root / PRACTICE).write_bytes(old)


def an_event_with_new_digests(root: Path) -> None:
    """Change who did something, and compute the chart's own chain anew."""

    def change(values: Any) -> None:
        values["history"]["5"]["by"] = "lee"
        for number in range(6, len(values["history"]) + 1):
            values["history"][str(number)]["before"] = sha(values["history"][str(number - 1)])

    in_file(root, C1, change)


def chain_and_looks_computed_anew(root: Path) -> None:
    """Take a look out of the log and compute it anew, with its seal."""
    work_on(root)
    without_lines("access.log", 3)(root)
    chained_anew(root, "access.log")
    lines = (root / "access.log").read_text().splitlines()
    (root / "access.seal").write_text(f"{digest(lines[-1])} {digest(lines[-2])}\n")


def linked(name: str) -> Hand:
    def link(root: Path) -> None:
        (root / name).rename(root.parent / "elsewhere.json")
        (root / name).symlink_to(root.parent / "elsewhere.json")

    return link


def removed(*names: str) -> Hand:
    def remove(root: Path) -> None:
        for name in names:
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return remove


def put(name: str, text: str = "") -> Hand:
    def write(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)

    return write


def one_after_another(*hands: Hand) -> Hand:
    def act(root: Path) -> None:
        for hand in hands:
            hand(root)

    return act


def moved_to_another_machine(root: Path) -> None:
    shutil.copytree(root, root.parent / "other")
    shutil.rmtree(root)
    (root.parent / "other").rename(root)


def looked_by_another(root: Path) -> None:
    in_lines(root, "access.log", lambda lines: [line.replace('"by":"kim"', '"by":"lee"') for line in lines])


TAMPERED: dict[str, tuple[Hand, str]] = {
    # Records of charts.
    "a note is changed": (
        field(C1, "visits", "3", "visit", "note", "subjective", to="x"),
        "Chart c1: someone changed visits/c1v3",
    ),
    "a minute is changed": (
        field(C1, "visits", "3", "visit", "time_in", to="09:00"),
        "Chart c1: someone changed visits/c1v3",
    ),
    "a revision is changed": (
        field(C1, "visits", "3", "revision", to=1),
        "Chart c1: someone changed visits/c1v3",
    ),
    "a field is added to a visit": (
        field(C1, "visits", "3", "color", to="red"),
        "Chart c1: someone changed visits/c1v3",
    ),
    "a client's name is changed": (
        field(C2, "client", "1", "client", "name", to="Roe, Jo"),
        "Chart c2: someone changed client/c2",
    ),
    "coverage is put in": (
        field(C2, "coverage", "1", "coverage", to=[{"payer": "sound"}]),
        "Chart c2: someone changed coverage/c2",
    ),
    "a visit is removed": (gone(C1, "visits", "3"), "Chart c1: someone removed visits/c1v3"),
    "a visit occurs twice": (twice(C1, "visits", "1", "7"), "Chart c1: visits/c1v1 is there twice"),
    "a visit of another chart is put in": (
        a_visit_of_another_chart,
        "Chart c1: someone added visits/c2v1",
    ),
    "a signed text is changed": (
        field(C1, "signed", "1", "text", to="{}"),
        "Chart c1: the note of visit c1v1",
    ),
    "a signature is another's": (
        field(C1, "signed", "1", "signature", "by", to="lee"),
        "Chart c1: someone changed signed/c1v1",
    ),
    "a signed record occurs twice": (twice(C1, "signed", "1", "7"), "Chart c1: signed/c1v1 is there twice"),
    "a signature is removed": (gone(C1, "signed", "2"), "Chart c1: someone removed signed/c1v2"),
    "an addendum is changed": (
        field(C1, "addenda", "1", "addendum", "text", to="x"),
        "Chart c1: someone changed addenda/1",
    ),
    "an addendum occurs twice": (
        twice(C1, "addenda", "1", "2"),
        "Chart c1: someone added addenda/2",
    ),
    "an addendum is removed": (gone(C1, "addenda", "1"), "Chart c1: someone removed addenda/1"),
    "a dismissal is removed": (gone(C1, "overrules", "1"), "Chart c1: someone removed overrules/1"),
    "a claim is put in": (
        field(C1, "billing", to={"1": {"visit": "c1v1", "state": "paid"}}),
        "Chart c1: someone added billing/c1v1",
    ),
    "a table is put in": (
        field(C1, "secrets", to={"1": {"a": 1}}),
        "Chart c1: someone added the table “secrets”",
    ),
    "the form is another": (
        field(C1, "form", "1", "by", to="hand"),
        "Chart c1: someone changed the file's format",
    ),
    "a number is written oddly": (
        twice(C1, "visits", "3", "03"),
        "Chart c1: someone added the document visits/03",
    ),
    # Histories of charts.
    "an event is removed": (gone(C1, "history", "3"), "Chart c1: entry 3 is missing"),
    "an event occurs twice": (
        twice(C1, "history", "4", "10"),
        "Chart c1: entry 4 of its history is there twice",
    ),
    "the last event is removed": (
        gone(C1, "history", "9"),
        "Chart c1: an older copy was put back. The clinic's log has entry 9",
    ),
    "an event's author is changed": (
        field(C1, "history", "4", "by", to="lee"),
        "Chart c1: entry 5 of its history doesn't match",
    ),
    "an event's moment is changed": (
        field(C1, "history", "4", "at", to="2026-11-01T10:00:00Z"),
        "Chart c1: entry 5 of its history doesn't match",
    ),
    "what an event changed is changed": (
        field(C1, "history", "5", "changes", to={}),
        "Chart c1: entry 6 of its history doesn't match",
    ),
    "events are computed anew": (
        an_event_with_new_digests,
        "Chart c1: entry 5 of its history isn't the one in the clinic's log",
    ),
    "the history is emptied": (
        field(C1, "history", to={}),
        "Chart c1: an older copy was put back. The clinic's log has entry 1",
    ),
    # Files of charts.
    "a chart is gone": (removed(C2), "Chart c2: the chart is in the clinic's log, but its file is missing"),
    "a chart is empty": (put(C2, ""), "The chart c2 can't be read"),
    "a chart is copied under a new id": (
        copied_under_a_new_id,
        "charts/c9.json contains another client's chart (c1)",
    ),
    "a chart is copied and renamed inside": (renamed_inside_too, "Chart c9"),
    "two charts are swapped": (swapped, "charts/c1.json contains another client's chart (c2)"),
    "a chart is a link": (linked(C1), f"{C1} is a link"),
    "an old copy is put back, and saved over": (
        an_old_copy_and_one_more_save,
        "Chart c1: entry 10 of its history isn't the one",
    ),
    "old copies are put back with the chain cut to match": (
        old_copies_with_the_chain_cut,
        "The clinic's log is incomplete",
    ),
    "old copies are put back with chain and seal": (
        old_copies_chain_and_seal,
        "access.log refers to a missing line",
    ),
    # The clinic's chain.
    "the chain is gone": (removed("heads.log"), "The clinic's log (heads.log) is missing"),
    "chain and seal are gone": (
        removed("heads.log", "heads.seal"),
        "The clinic's log (heads.log) is missing",
    ),
    "the chain is emptied": (
        put("heads.log", ""),
        "Chart c1: entries 1–9 are missing from the clinic's log",
    ),
    "the chain is halved": (cut("heads.log", 0.5), "The clinic's log is incomplete"),
    "the chain lost its beginning": (
        without_lines("heads.log", 0, 1, 2),
        "Line 1 of the clinic's log doesn't match",
    ),
    "the chain lost a line": (without_lines("heads.log", 6), "Line 7 of the clinic's log doesn't match"),
    "the chain lost its last two lines": (
        without_lines("heads.log", -1, -2),
        "are missing from the clinic's log|entry 9 is missing",
    ),
    "a line of the chain is changed": (
        lambda root: in_lines(
            root, "heads.log", lambda lines: [*lines[:4], lines[4].replace("2026", "2025"), *lines[5:]]
        ),
        "of the clinic's log doesn't match",
    ),
    "a line of the chain occurs twice": (
        lambda root: in_lines(root, "heads.log", lambda lines: [*lines, lines[-1]]),
        "of the clinic's log doesn't match",
    ),
    "the chain's seal is gone": (
        removed("heads.seal"),
        "The seal file of the clinic's log (heads.seal) is missing",
    ),
    "the chain lost a line and was computed anew": (
        one_after_another(without_lines("heads.log", 6), lambda root: chained_anew(root, "heads.log")),
        "The clinic's log is incomplete|missing from the clinic's log",
    ),
    # Looks.
    "the access log is gone": (removed("access.log"), "access.log is missing"),
    "access log and seal are gone": (removed("access.log", "access.seal"), "access.log is missing"),
    "the access log is emptied": (put("access.log", ""), "access.log is incomplete"),
    "a look is another's": (looked_by_another, "Line 2 of access.log doesn't match"),
    "a look is removed": (without_lines("access.log", 3), "Line 4 of access.log doesn't match"),
    "the last look is removed": (without_lines("access.log", -1), "access.log is incomplete"),
    "looks are removed and computed anew": (
        chain_and_looks_computed_anew,
        "access.log was changed or lines were removed",
    ),
    # Settings, people and claims.
    "a setting is changed": (
        field(PRACTICE, "practice", "1", "npi", to="1999999984"),
        "practice.json: someone changed practice",
    ),
    "a role is given": (
        field(PRACTICE, "people", "2", "roles", to=["owner"]),
        "practice.json: someone changed people/lee",
    ),
    "a person is put in": (
        lambda root: in_file(
            root,
            PRACTICE,
            lambda values: values["people"].update({"3": {**values["people"]["2"], "id": "eve"}}),
        ),
        "practice.json: someone added people/eve",
    ),
    "a person is removed": (gone(PRACTICE, "people", "2"), "practice.json: someone removed people/lee"),
    "a payer is changed": (
        field(PRACTICE, "payers", "1", "name", to="Other"),
        "practice.json: someone changed payers/sound",
    ),
    "an event of the practice is changed": (
        field(PRACTICE, "history", "1", "by", to="lee"),
        "practice.json: entry 2 of its history doesn't match",
    ),
    "the practice's history is gone": (
        gone(PRACTICE, "history"),
        "practice.json: an older copy was put back. The clinic's log has entry 1",
    ),
    "a table is put into the practice": (
        field(PRACTICE, "more", to={}),
        "practice.json: someone added the table “more”",
    ),
    "an old practice is put back": (
        an_old_practice,
        "practice.json: an older copy was put back. The clinic's log has entry 3",
    ),
    "a PIN is changed": (
        field(KIM, "person", "1", "pin", "digest", to="0" * 64),
        "people/kim.json: someone changed person",
    ),
    "a PIN is another's": (lambda root: shutil.copy(root / "people/lee.json", root / KIM), "people/kim.json"),
    "a PIN is removed": (removed(KIM), "people/kim.json: the file is in the clinic's log but is missing"),
    "tries of a PIN are set back": (
        field(KIM, "person", "1", "pin", "locked_until", to="2020-01-01T00:00:00Z"),
        "people/kim.json: someone changed person",
    ),
    "a file is put among people": (put("people/notes.txt", "x"), "Someone added people/notes.txt"),
    "a claims file is changed": (
        put("claims/b1/claims.csv", "x"),
        "claims/b1/claims.csv was changed after it was made",
    ),
    "a claims file is gone": (removed("claims/b1/claims.csv"), "claims/b1/claims.csv is missing"),
    "a claims file is put in": (put("claims/b1/more.csv", "x"), "Someone added claims/b1/more.csv"),
    "a manifest is changed": (
        field(MANIFEST, "batch", "1", "sent_by", to="lee"),
        f"{MANIFEST}: someone changed batch",
    ),
    "a manifest is gone": (removed(MANIFEST), f"{MANIFEST}: the file is in the clinic's log"),
    "a batch is gone": (
        lambda root: shutil.rmtree(root / "claims/b1"),
        f"{MANIFEST}: the file is in the clinic's log",
    ),
    "the counter of claims is set back": (
        field("claims/numbers.json", "numbers", "1", "last", to=0),
        "claims/numbers.json",
    ),
    "the practice is a link": (linked(PRACTICE), f"{PRACTICE} is a link"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_verify_names_the_place(root: Path, name: str) -> None:
    tamper, place = TAMPERED[name]
    tamper(root)
    code, words = told(root)
    assert code == 1
    assert any(one in words for one in place.split("|")), words


def crashed_between_chart_and_chain(root: Path) -> None:
    log, seal = (root / "heads.log").read_bytes(), (root / "heads.seal").read_bytes()
    with opened(root) as store:
        save(store, "c1", "durable, and the power went")
    (root / "heads.log").write_bytes(log)
    (root / "heads.seal").write_bytes(seal)


def crashed_and_went_on(root: Path) -> None:
    crashed_between_chart_and_chain(root)
    work_on(root, 1)


def lost_its_last_line(root: Path) -> None:
    without_lines("heads.log", -1)(root)


def lost_its_last_line_and_went_on(root: Path) -> None:
    lost_its_last_line(root)
    work_on(root, 1, "c2")
    work_on(root, 1, "c3")


def torn(name: str) -> Hand:
    return lambda root: os.truncate(root / name, (root / name).stat().st_size - 30)


def torn_and_went_on(name: str) -> Hand:
    def tear(root: Path) -> None:
        torn(name)(root)
        work_on(root, 2, "c3")

    return tear


def begun_line(name: str) -> Hand:
    def begin(root: Path) -> None:
        with (root / name).open("ab") as log:
            log.write(b'{"at":"2026-11-24T')

    return begin


def restored(root: Path) -> None:
    old = (root / C1).read_bytes()
    work_on(root)
    (root / C1).write_bytes(old)
    copy = root.with_name("copy.json")
    copy.write_bytes(old)
    with opened(root) as store:
        store.restorer.restore("c1", copy, "copy of the evening before")


def looked_and_worked(root: Path) -> None:
    for _ in range(3):
        work_on(root)


INNOCENT: dict[str, Hand] = {
    "nothing happened": lambda _root: None,
    "people worked": looked_and_worked,
    "a crash between chart and chain": crashed_between_chart_and_chain,
    "a crash between chart and chain, and people went on": crashed_and_went_on,
    "the chain's last line never reached the disk": lost_its_last_line,
    "the chain's last line never reached the disk, and people went on": lost_its_last_line_and_went_on,
    "a torn last line of the chain": torn("heads.log"),
    "a torn last line of the chain, and people went on": torn_and_went_on("heads.log"),
    "a begun line of the chain": begun_line("heads.log"),
    "a torn last line of the access log": torn("access.log"),
    "a torn last line of the access log, and people went on": torn_and_went_on("access.log"),
    "a begun line of the access log": begun_line("access.log"),
    "a restored chart, recorded": restored,
    "a restored chart, recorded, and people went on": one_after_another(restored, work_on),
    "an index that was deleted": removed("index.sqlite"),
    "drafts": put("drafts/c1v3.0123", "{}\n"),
    "locks that are gone": one_after_another(removed("locks"), put("locks/gate")),
    "a temporary file of a crash": put("charts/.c1.json.new", "{"),
    "a folder of papers": put("papers/a.pdf", "%"),
    "a chart set aside and restored": put("charts/damaged/c1.20261120T100000Z.json", "{"),
    "a folder of a batch that was begun": put("claims/b2/lock"),
    "copied to another machine": moved_to_another_machine,
}


@pytest.mark.parametrize("name", INNOCENT)
def test_verify_does_not_cry_wolf(root: Path, name: str) -> None:
    INNOCENT[name](root)
    assert told(root)[0] == 0, told(root)


def test_no_opening_shows_another_clients_chart(root: Path) -> None:
    copied_under_a_new_id(root)
    swapped(root)
    with opened(root) as store:
        for client in ("c1", "c2", "c9"):
            with pytest.raises(ChartDamaged, match="another client's chart"):
                store.chart(client)


def test_the_command_answers_with_the_place_and_its_exit_code(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("verify", "--data", str(root), "--user", "kim")
    assert run(asked) == 0
    field(PRACTICE, "people", "2", "roles", to=["owner"])(root)
    assert run(asked) == 1
    assert "practice.json: someone changed people/lee" in capsys.readouterr().out
