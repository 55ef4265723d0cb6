import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.additions import Phrase
from charting_tui.records.office import Office
from charting_tui.records.people import Person
from charting_tui.store.chart_files.tinydb_files import FORM
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import file_system_of
from charting_tui.store.office_file import new_pin, pin_matches
from charting_tui.store.refusals import ClinicMissing, ClinicNotUsable, NewerForm

from .processes import Tell, fork

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

NECK = Phrase(name="neck", text="Neck [left|right]", sections=("objective",))
MOUNTS = """/dev/vda / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /srv/clinic nfs4 rw 0 0
me@there: /home/kim/far\\040away fuse.sshfs rw 0 0
"""


def test_a_folder_without_a_clinic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClinicMissing, match="charting-tui init"):
        ChartStore.open(tmp_path, person="kim")
    with pytest.raises(ClinicMissing):
        ChartStore.open(tmp_path / "nowhere", person="kim")


def test_a_folder_that_is_not_empty_is_not_made_a_clinic(tmp_path: Path, office: Office) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(ClinicNotUsable, match="isn't an empty folder"):
        ChartStore.create(tmp_path, office, person="kim")
    assert os.listdir(tmp_path) == ["letter.txt"]  # noqa: PTH208


@pytest.mark.parametrize("mode", [0o755, 0o710, 0o701])
def test_a_folder_that_others_can_look_into_is_refused(store: ChartStore, mode: int) -> None:
    store.root.chmod(mode)
    with pytest.raises(ClinicNotUsable, match="chmod 700"):
        ChartStore.open(store.root, person="kim")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/clinic/a", "nfs4"),
        ("/srv/clinical", "ext4"),
        ("/home/kim/far away/x", "fuse.sshfs"),
        ("/tmp", "tmpfs"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_its_nearest_mount(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_what_the_office_is_comes_back_as_it_was_saved(
    store: ChartStore, office: Office, login: Callable[[str], ChartStore]
) -> None:
    assert store.office == office
    practice = office.practice.model_copy(update={"time_zone": "America/New_York"})
    store.save_office(office.model_copy(update={"practice": practice, "people": office.people[:1]}))
    lee = login("lee")
    assert lee.office == store.office
    assert str(store.clock.zone) == "America/New_York"


def test_an_office_saved_over_a_newer_one_is_a_conflict(
    store: ChartStore, office: Office, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    theirs = office.model_copy(update={"people": ()})
    store.save_office(theirs)
    with pytest.raises(Conflict) as conflict:
        lee.save_office(office)
    assert conflict.value.theirs == theirs
    lee.save_office(office)
    assert store.reload_office() == office


def test_a_newer_practice_file_is_refused(store: ChartStore) -> None:
    path = store.root / "practice.json"
    path.write_text(path.read_text().replace(f'"form":{FORM}', f'"form":{FORM + 1}'))
    with pytest.raises(NewerForm):
        ChartStore.open(store.root, person="kim")


def test_a_practice_file_of_the_first_form_is_read_and_written_in_the_newest(store: ChartStore) -> None:
    path = store.root / "practice.json"
    path.write_text(path.read_text().replace(f'"form":{FORM}', '"form":1'))
    again = ChartStore.open(store.root, person="kim")
    again.save_office(again.office)
    again.close()
    assert f'"form":{FORM}' in path.read_text()


def test_a_damaged_practice_file_is_one_sentence(store: ChartStore) -> None:
    (store.root / "practice.json").write_text("{")
    with pytest.raises(ClinicNotUsable, match="Restore it from a backup"):
        ChartStore.open(store.root, person="kim")


def test_phrases_that_an_older_version_kept_by_their_names_are_read(store: ChartStore) -> None:
    older = Person.model_validate({"id": "kim", "phrases": {".neck": "Neck", "back": "Back"}})
    assert older.phrases == (Phrase(name="neck", text="Neck"), Phrase(name="back", text="Back"))
    store.save_person(older)
    assert store.person_file("kim") == older


def test_a_clinic_keeps_its_phrases_and_knows_when_it_has_none_of_its_own(store: ChartStore) -> None:
    assert store.office.phrases is None
    for phrases in ((), (NECK,)):
        store.save_office(store.office.model_copy(update={"phrases": phrases}))
        assert store.reload_office().phrases == phrases


def test_a_person_keeps_a_pin_and_phrases(store: ChartStore) -> None:
    person = store.person_file("kim")
    assert person.pin is None
    store.save_person(person.model_copy(update={"pin": new_pin("204060"), "phrases": (NECK,)}))
    kept = store.person_file("kim")
    assert kept.phrases == (NECK,)
    assert kept.pin
    assert pin_matches(kept.pin, "204060")
    assert not pin_matches(kept.pin, "204061")
    assert "204060" not in (store.root / "people/kim.json").read_text()


@pytest.mark.parametrize(
    "digits", ["", "12345", "1234567", "12345a", "\uff11\uff12\uff13\uff14\uff15\uff16", "12 456"]
)
def test_a_pin_is_six_digits(digits: str) -> None:
    with pytest.raises(BadInput, match="six digits"):
        new_pin(digits)


def test_two_equal_pins_are_kept_differently() -> None:
    assert new_pin("111111").digest != new_pin("111111").digest


def test_a_look_is_written_down_and_changes_no_chart(charted: ChartStore) -> None:
    before = charted.chart("c1")
    charted.log_access("c1", "chart\nwith a break")
    charted.log_access("c1", "note")
    _, *lines = [json.loads(line) for line in (charted.root / "access.log").read_text().splitlines()]
    assert [line["what"] for line in lines] == ["chart\nwith a break", "note"]
    assert lines[0]["by"] == "kim"
    assert lines[0]["session"] == charted.session
    assert charted.chart("c1") == before


def test_two_logins_have_two_sessions(store: ChartStore, login: Callable[[str], ChartStore]) -> None:
    assert login("kim").session != store.session


def test_the_clock_is_the_one_handed_in_on_the_practices_calendar(store: ChartStore) -> None:
    assert store.clock.now() == datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert store.clock.local().hour == 12


@pytest.mark.kills
def test_wrong_tries_from_two_logins_are_all_counted(store: ChartStore) -> None:
    store.save_person(store.person_file("kim").model_copy(update={"pin": new_pin("204060")}))

    def one_more(person: Person) -> Person:
        assert person.pin
        time.sleep(0.001)
        pin = person.pin.model_copy(update={"wrong_tries": person.pin.wrong_tries + 1})
        return person.model_copy(update={"pin": pin})

    def tries(_tell: Tell) -> None:
        child = ChartStore.open(store.root, person="kim", read_clock=lambda: datetime.now(UTC))
        for _ in range(10):
            child.change_person("kim", one_more)

    children = [fork(tries), fork(tries)]
    told = [child.lines() for child in children]
    assert [child.ended() for child in children] == [0, 0], told
    kept = store.change_person("kim", one_more)
    assert kept == store.person_file("kim")
    assert kept.pin
    assert kept.pin.wrong_tries == 21


def test_a_change_of_a_person_that_raises_writes_nothing(store: ChartStore) -> None:
    before = store.change_person("kim", lambda person: person.model_copy(update={"phrases": (NECK,)}))

    def refuse(_person: Person) -> Person:
        raise NotAllowed("no")

    with pytest.raises(NotAllowed):
        store.change_person("kim", refuse)
    assert store.person_file("kim") == before


def test_a_practice_saved_by_another_login_is_noticed_and_read(
    store: ChartStore, office: Office, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    practice = office.practice.model_copy(update={"time_zone": "America/New_York"})
    store.save_office(office.model_copy(update={"practice": practice}))
    assert not store.changed()
    assert lee.changed()
    assert not lee.changed()
    assert lee.office == store.office
    assert str(lee.clock.zone) == "America/New_York"


def test_a_practice_that_cannot_be_read_leaves_the_one_last_read(store: ChartStore, office: Office) -> None:
    (store.root / "practice.json").write_text("{")
    assert store.changed()
    assert store.office == office
