import os

import pytest

from charting_tui.server import login


def test_only_what_is_named_of_the_surroundings_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "TERM",
        "LC_TIME",
        "SSH_CONNECTION",
        "CHARTING_NOW",
        "LD_PRELOAD",
        "PYTHONPATH",
        "BASH_ENV",
        "ENV",
    )
    for name in tuple(os.environ):
        monkeypatch.delenv(name)
    for name in names:
        monkeypatch.setenv(name, "x=y")
    asked = login.request_for("/opt/1", ["quick", "doe", "p6>4; imp"]).split(b"\0")
    assert asked[:6] == [login.FORM, b"/opt/1", b"3", b"quick", b"doe", b"p6>4; imp"]
    assert sorted(asked[6:]) == [b"CHARTING_NOW=x=y", b"LC_TIME=x=y", b"SSH_CONNECTION=x=y", b"TERM=x=y"]
