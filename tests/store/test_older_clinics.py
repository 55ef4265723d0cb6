"""A clinic as a program left it before looks were chained, logs sealed, and settings had a history."""

import json
from pathlib import Path

import pytest

from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import FOLDERS
from tests.clinic import NOW

FILES: dict[str, str] = json.loads(
    (Path(__file__).parents[1] / "cases" / "clinic_of_form_2.json").read_text()
)
NOT_YET = ("practice.json: has no history yet. The history begins with the next change.",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    for name in ("", *FOLDERS):
        (folder / name).mkdir(mode=0o700)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def opened(root: Path) -> ChartStore:
    return ChartStore.open(root, person="kim", read_clock=lambda: NOW)


def work_in(root: Path) -> None:
    """Look, save in a chart, and change a setting and a person."""
    store = opened(root)
    store.log_access("jane", "chart")
    chart = store.chart("jane")
    phone = chart.file.client.model_copy(update={"phone": "360-555-0199"})
    file = chart.file.model_copy(update={"client": phone})
    act = store.history("jane")[-1].act
    store.commit(ChartChange(act, "jane", file=file, file_revision=chart.revision))
    practice = store.office.practice.model_copy(update={"phone": "541-555-0199"})
    store.save_office(store.office.model_copy(update={"practice": practice}))
    store.change_person("kim", lambda person: person.model_copy(update={"pin": None}))
    store.close()


def test_its_old_events_are_sound_and_it_goes_on_with_a_history_of_everything(root: Path) -> None:
    store = opened(root)
    verdict = store.verify()
    assert verdict.sound
    assert verdict.events == 4
    assert set(NOT_YET) < set(verdict.remarks)
    store.close()
    work_in(root)
    store = opened(root)
    assert (store.verify().faults, store.verify().remarks) == ((), ())
    assert store.history("jane")[-1].changes["client/jane"]["client.phone"]["new"] == "360-555-0199"
    acts = [(name, event.number) for name, event in store.record.acts()]
    assert acts == [
        ("practice.json", 1),
        ("practice.json", 2),
        ("people/kim.json", 1),
        ("people/kim.json", 2),
    ]
    store.close()


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("access.log", '"what":"chart"', '"what":"card"', "of access.log doesn't match"),
        ("practice.json", "97701", "97702", "practice.json: someone changed practice"),
        ("charts/jane.json", "weekly", "monthly", "Chart jane: "),
    ],
)
def test_what_was_there_before_cannot_be_changed_afterwards(
    root: Path, name: str, old: str, new: str, place: str
) -> None:
    work_in(root)
    text = (root / name).read_text()
    assert old in text
    (root / name).write_text(text.replace(old, new))
    store = opened(root)
    assert place in "\n".join(store.verify().faults)
    store.close()
