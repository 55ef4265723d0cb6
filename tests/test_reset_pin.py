from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.notices import unread_notices
from charting_tui.operations.settings.practice import change_person
from charting_tui.operations.signing.pins import check_pin, choose_pin, has_code, has_pin
from charting_tui.records.people import Role

from .clinic import PIN, make_clinic, open_clinic
from .command_line import call


def test_the_only_owner_gets_a_code_at_the_console_as_an_event(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    done = call("reset-pin", "kim", "--data", str(store.root))
    assert done.code == 0
    code = done.out.split(": ")[1][:6]
    assert not has_pin(store)
    assert has_code(store)
    with pytest.raises(BadInput, match="not your code"):
        choose_pin(store, "271828", "000000" if code != "000000" else "111111")
    choose_pin(store, "271828", code)
    check_pin(store, "271828")
    (told,) = unread_notices(store)
    assert told.text.startswith("Someone at the server's console reset your PIN")
    acts = [(event.by, event.how) for _, event in store.record.acts()]
    assert ("console", "PIN reset at the console") in acts
    assert store.verify().sound
    store.close()


def test_nobody_else_gets_one_there(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    here = ("--data", str(store.root))
    assert "is not an owner" in call("reset-pin", "lee", *here).err
    change_person(store, "lee", "roles", (Role.THERAPIST, Role.OWNER))
    refused = call("reset-pin", "lee", *here)
    assert (refused.code, "Another owner gives this code" in refused.err) == (2, True)
    assert has_pin(open_clinic(store.root))
    check_pin(store, PIN)
    store.close()
