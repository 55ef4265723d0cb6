"""Has systemd keep the program loaded, and writes what each person's key is forced to."""

from collections.abc import Iterator
from pathlib import Path

from charting_tui.server import login
from charting_tui.server.host import Host, run_systemd, write_whole
from charting_tui.server.releases import everybodys_python

_UNIT = "charting-login"
_SOCKET = """\
# Written by charting-tui server set-up.
[Unit]
Description=Logins of the clinic

[Socket]
ListenStream={socket}
SocketUser={account}
SocketMode=0600
RemoveOnStop=yes
Backlog=256

[Install]
WantedBy=sockets.target
"""
_SERVICE = """\
# Written by charting-tui server set-up.
[Unit]
Description=Keep the program loaded for the clinic's logins
Requires={unit}.socket
After={unit}.socket

[Service]
User={account}
ExecStart="{command}" server preload
Environment=LANG=C.UTF-8
UMask=0077
NoNewPrivileges=yes
# Logins go on when this is restarted, and when one of them takes too much memory.
KillMode=process
OOMPolicy=continue
TasksMax=infinity

[Install]
WantedBy=multi-user.target
"""


def login_script(python: str) -> str:
    """Return the text of the script that a person's key is forced to, for that Python."""
    return f"#!{python} -IS\n{Path(login.__file__).read_text(encoding='utf-8')}"


def keep_loaded(host: Host) -> Iterator[str]:
    """Write the login script and systemd's units, and say so."""
    written = write_whole(host.login, login_script(everybodys_python()), 0o755)
    yield f"Wrote {host.login}, which logins run." if written else f"{host.login} is there."
    service, listening = _units(host)
    told = {"account": host.account, "command": host.command, "socket": host.socket, "unit": _UNIT}
    changed = write_whole(service, _SERVICE.format(**told), 0o644)
    changed |= write_whole(listening, _SOCKET.format(**told), 0o644)
    if not changed:
        yield f"{listening} is there."
        return
    run_systemd(host, "daemon-reload")
    run_systemd(host, "enable", "--now", listening.name, service.name)
    yield f"Wrote {listening}: the program stays loaded, so that logins start at once."


def load_anew(host: Host) -> None:
    """Have the release that is in use now loaded; who is logged in keeps the one they have."""
    service, listening = _units(host)
    if service.exists():
        run_systemd(host, "reset-failed", listening.name, service.name)
        run_systemd(host, "restart", listening.name, service.name)


def no_more_loaded(host: Host) -> Iterator[str]:
    """Take the units away, and say each; logins that are open go on."""
    for unit in _units(host):
        if unit.exists():
            run_systemd(host, "disable", "--now", unit.name)
            unit.unlink()
            yield f"Removed {unit}."
    run_systemd(host, "daemon-reload")


def is_set_up(host: Host) -> bool:
    """Whether systemd has the units."""
    return all(unit.exists() for unit in _units(host))


def _units(host: Host) -> tuple[Path, Path]:
    return host.units / f"{_UNIT}.service", host.units / f"{_UNIT}.socket"
