import json
from pathlib import Path

import pytest

from charting_tui.store.chart_files.tinydb_files import FORM
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartDamaged, NewerForm

CASES = Path(__file__).parent / "cases"
FORMS = sorted(CASES.glob("clinic_form_*.json"))


def clinic_of(form: Path, folder: Path) -> Path:
    """Write a clinic that a program of its time made, and return where it lies."""
    for name, text in json.loads(form.read_text()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in ("charts", "claims", "drafts", "locks", "people"):
        (folder / name).mkdir(exist_ok=True)
    folder.chmod(0o700)
    return folder


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_clinic_of_every_earlier_form_opens_whole_is_written_on_and_is_sound(
    form: Path, tmp_path: Path
) -> None:
    root = clinic_of(form, tmp_path / "clinic")
    stored = {
        name: json.loads(text) for name, text in json.loads(form.read_text()).items() if "charts/" in name
    }
    store = ChartStore.open(root, person="kim")
    try:
        assert store.damaged == ()
        assert len(store.office.people) > 2
        assert store.person_file("kim").pin is not None
        for name, tables in stored.items():
            chart = store.chart(Path(name).stem)
            signed = [kept.signed.text for kept in chart.visits if kept.signed]
            assert len(chart.visits) == len(tables["visits"])
            assert sorted(signed) == sorted(row["text"] for row in tables.get("signed", {}).values())
        assert store.verify().faults == ()
        store.log_access("c00001", "chart")
        store.save_office(store.office.model_copy(update={"phrases": ()}))
        assert store.verify().faults == ()
    finally:
        store.close()


def test_there_is_a_clinic_of_each_form_before_this_one() -> None:
    assert [path.stem for path in FORMS] == [f"clinic_form_{number}" for number in range(1, FORM)]


@pytest.mark.parametrize("file", ["practice.json", "charts/c00001.json"])
def test_a_newer_form_is_refused_and_left_as_it_is(file: str, tmp_path: Path) -> None:
    root = clinic_of(FORMS[-1], tmp_path / "clinic")
    path = root / file
    newer = path.read_text().replace('"form":{"1":{"form":2}}', '"form":{"1":{"form":99}}')
    assert newer != path.read_text()
    path.write_text(newer)
    with pytest.raises((NewerForm, ChartDamaged), match="newer version"):
        ChartStore.open(root, person="kim", repair=False).chart("c00001")
    assert path.read_text() == newer
