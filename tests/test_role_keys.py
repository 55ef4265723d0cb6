import re
from pathlib import Path

import pytest

from charting_tui.operations.permission import TABLE, May
from charting_tui.operations.settings.practice import save_office
from charting_tui.records.people import Role, Therapist

from .clinic import make_clinic
from .command_line import call
from .test_screens import at_the_keyboard

REFUSED = re.compile(r"Only |Visits are started by therapists|are imported by|is for owners")
COMMANDS: dict[tuple[str, ...], May] = {
    ("quick", "jane", "p6>4"): May.WRITE_NOTES,
    ("chart", "jane"): May.WRITE_NOTES,
    ("import-clients", "clients.csv", "--dry-run"): May.IMPORT_CLIENTS,
    ("import-schedule", "calendar.csv", "--dry-run"): May.IMPORT_SCHEDULE,
    ("bill", "--list"): May.BILL,
    ("claims",): May.BILL,
    ("owed",): May.SEE_OWED,
    ("superbill", "jane"): May.MAKE_PAPERS,
    ("receipt", "jane"): May.MAKE_PAPERS,
    ("statement", "jane"): May.MAKE_PAPERS,
    ("export", "jane", "--out", "."): May.EXPORT_RECORDS,
    ("check", "--all", "--report"): May.SEE_REPORT,
    ("history", "jane"): May.READ_HISTORY,
    ("access", "jane"): May.AUDIT,
    ("audit",): May.AUDIT,
    ("sessions",): May.END_LOGINS,
    ("retention",): May.CHANGE_SETTINGS,
    ("rules", "own.toml"): May.CHANGE_SETTINGS,
    ("restore", ".", "--chart", "jane"): May.RESTORE_CHARTS,
}
FILES = {
    "clients.csv": "name,birth date\nDay Ada,02/03/1984\n",
    "calendar.csv": "id,date,start,client,therapist\none,2026-11-24,09:00,Doe Jane,kim\n",
    "own.toml": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One person of each role alone, named as the role."""
    store = make_clinic(tmp_path / "clinic")
    alone = tuple(Therapist(id=role.replace(" ", "-"), name=f"The {role}", roles=(role,)) for role in Role)
    save_office(store, store.office.model_copy(update={"people": (*store.office.people, *alone)}))
    store.close()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return store.root


def test_each_command_refuses_who_may_not_and_answers_who_may(root: Path) -> None:
    wrong: list[str] = []
    for command, act in COMMANDS.items():
        words = [str(root.parent / word) if word == "." or word in FILES else word for word in command]
        may = next(role for role in Role if role in TABLE[act])
        may_not = next(role for role in reversed(Role) if role not in TABLE[act])
        for role in (may, may_not):
            answer = call(*words, "--data", str(root), "--user", role.replace(" ", "-"))
            refused = answer.code == 2 and bool(REFUSED.search(answer.err))
            if refused is not (role is may_not):
                wrong.append(f"{role}: {command}: {answer.err}")
    assert wrong == []


async def test_keys_of_each_place_say_who_can_to_somebody_who_may_not(root: Path) -> None:
    async with at_the_keyboard(root, person="front-desk") as desk:
        await desk.presses("b")
        assert "Therapists chart and sign visits." in desk.screen_text()
        await desk.presses("u", "b")
        assert "Only a biller or the owner" in desk.screen_text()
        await desk.presses("escape", "o", "enter")
        assert "Only an owner can change this" in desk.screen_text()
