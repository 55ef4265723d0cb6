"""Making a clinic of one's own from a few answers, whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from charting_tui.coding.billing.payers import presets
from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import (
    read_first_fees,
    read_licence,
    read_login,
    read_name,
    read_npi,
)
from charting_tui.records.office import Office
from charting_tui.records.people import Person, Practice, Role, Therapist
from charting_tui.records.values import ZONES, read_state
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import may_begin
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.office_file import new_pin
from charting_tui.store.refusals import ClinicNotUsable

FIRST_CODES = ("97124", "97140", "97110")
"""The codes whose fees are asked for."""
ASKED = ("practice", "state", "name", "login", "licence", "npi", "fees", "pin", "pin again")
"""What the answers are, in their order; the PIN comes last and is kept nowhere."""
KEPT = ASKED.index("pin")


def make_first_clinic(folder: Path, answers: Sequence[str]) -> str:
    """Make the clinic beside its place and put it there whole; return the login of its owner."""
    given = dict(zip(ASKED, answers, strict=True))
    if given["pin"] != given["pin again"]:
        raise BadInput("The two PINs don't match. Type the same six digits twice.")
    pin = new_pin(given["pin"])
    office = _office(given)
    owner = office.people[0].id
    if not may_begin(folder):
        raise ClinicNotUsable(f"{folder} isn't an empty folder. Choose a new folder for the clinic.")
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".clinic-", dir=folder.parent))
    except OSError:
        raise ClinicNotUsable(
            f"The program can't create a clinic in {folder.parent}. Choose another folder."
        ) from None
    try:
        store = ChartStore.create(beside / "clinic", office, person=owner)
        store.save_person(Person(id=owner, pin=pin))
        store.close()
        (beside / "clinic").rename(folder)
    except OSError:
        raise ClinicNotUsable(f"The program can't create {folder}. Choose another folder.") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return owner


def _office(given: dict[str, str]) -> Office:
    state = read_state(given["state"])
    kind, number = read_licence(given["licence"])
    owner = Therapist(
        id=read_login(given["login"]),
        name=read_name(given["name"]),
        roles=(Role.THERAPIST, Role.OWNER),
        licence_type=kind,
        licence_number=number,
        licence_state=state if kind else "",
        npi=read_npi(given["npi"]),
    )
    practice = Practice(
        name=read_name(given["practice"]),
        state=state,
        time_zone=ZONES[state],
        fees=read_first_fees(given["fees"], FIRST_CODES),
    )
    return Office(practice=practice, people=(owner,), payers=presets())


def begun_answers(file: Path, folder: Path) -> tuple[str, ...]:
    """Return the answers given earlier for a clinic in that folder; never a PIN."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        answers = kept["answers"] if kept["folder"] == str(folder) else []
        return tuple(str(answer) for answer in answers[:KEPT])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep_answers(file: Path, folder: Path, answers: Sequence[str]) -> None:
    """Keep the answers given so far, without the PIN, so that one can go on later."""
    _write(file, {"folder": str(folder), "answers": list(answers[:KEPT])})


class FirstWords:
    """Keeps what is being typed beside the answers; a disk that takes nothing keeps no one from answering."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder

    def words(self, name: str) -> Words | None:
        """Return what was being typed, or None."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            found = kept[name] if kept["folder"] == str(self._folder) else None
            return found and Words(dict(found["texts"]), str(found["field"]), int(found["cursor"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep_words(self, name: str, words: Words) -> None:
        """Keep these beside the answers given so far."""
        typed = {"texts": dict(words.texts), "field": words.field, "cursor": words.cursor}
        _write(self._file, {**_kept_in(self._file, self._folder), name: typed})

    def forget_words(self, name: str) -> None:
        """Nothing is being typed."""
        _write(self._file, {**_kept_in(self._file, self._folder), name: None})


def _kept_in(file: Path, folder: Path) -> dict[str, object]:
    return {"folder": str(folder), "answers": list(begun_answers(file, folder))}


def _write(file: Path, kept: dict[str, object]) -> None:
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.touch(mode=0o600)
        new.write_text(json.dumps(kept), encoding="utf-8")
        new.replace(file)


def forget_answers(file: Path) -> None:
    """Remove the answers: the clinic is made."""
    with suppress(OSError):
        file.unlink()
