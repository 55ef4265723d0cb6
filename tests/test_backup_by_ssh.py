import getpass
from pathlib import Path

import pytest

from .clinic import make_clinic
from .command_line import call
from .ssh_server import SshServer, what_is_missing

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "sshd"),
]


def test_a_clinic_is_backed_up_and_restored_by_ssh_from_the_pinned_server_alone(tmp_path: Path) -> None:
    clinic, disk, place, keys = (tmp_path / name for name in ("clinic", "a disk", "server", "keys"))
    make_clinic(clinic).close()
    disk.mkdir()
    with SshServer(place, str(keys)) as server:
        keys.write_text(server.new_key("backup"))
        target = f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}/{disk}"
        right, wrong = (
            " ".join(key.split()[:2]) for key in ((place / "host.pub").read_text(), server.new_key("no"))
        )
        there = (target, "--ssh-key", str(place / "backup"), "--host-key")
        refused = call("backup", *there, wrong, "--data", str(clinic))
        assert (refused.code, refused.err.count("\n"), list(disk.iterdir())) == (1, 1, [])
        for new in ("everything", "0 files new or changed"):
            made = call("backup", *there, right, "--data", str(clinic))
            assert (made.code, made.err) == (0, "")
            assert new in made.out
        back = call("restore", *there, right, "--to", str(tmp_path / "new"))
        assert (back.code, back.err) == (0, "")
    assert call("verify", "--data", str(tmp_path / "new"), "--user", "kim").code == 0
