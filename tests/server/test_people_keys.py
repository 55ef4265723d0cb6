from pathlib import Path

import pytest

from charting_tui.server.host import Host
from charting_tui.server.people import older_lines, renew, unreadable_lines

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA kim@home"
OLDER = (
    'command="/opt/bin/charting-tui --data /srv/one --user kim",restrict,pty',
    'command="/opt/bin/charting-tui --data /srv/two --key-login --user lee",restrict,pty',
)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    keys = tmp_path / "authorized_keys"
    keys.write_text("# a remark\n" + "".join(f"{line} {KEY}\n" for line in OLDER) + f"restrict {KEY}\n")
    (tmp_path / "login").touch()
    return Host(keys=keys, program=tmp_path, socket=Path("/run/one.socket"))


def test_older_keys_are_brought_up_to_date_each_with_its_clinic_and_person(host: Host) -> None:
    assert older_lines(host) == 2
    assert renew(host) == 2
    quick = f'command="exec {host.login} /run/one.socket --data'
    assert host.keys.read_text().splitlines() == [
        f'{quick} /srv/one --key-login --user kim",restrict,pty {KEY}',
        f'{quick} /srv/two --key-login --user lee",restrict,pty {KEY}',
        f"restrict {KEY}",
    ]
    assert (older_lines(host), renew(host), unreadable_lines(host)) == (0, 0, 1)


def test_where_no_login_script_was_written_keys_start_the_program_itself(host: Host) -> None:
    host.login.unlink()
    assert renew(host) == 2
    assert f'"{host.command} --data /srv/one --key-login --user kim"' in host.keys.read_text()


def test_places_that_are_the_usual_ones_are_not_written_down(tmp_path: Path) -> None:
    Host(clinic=Path("/srv/other")).write(tmp_path / "server.json")
    assert Host.read(tmp_path / "server.json") == Host(clinic=Path("/srv/other"))
    assert "socket" not in (tmp_path / "server.json").read_text()
