"""The steps that make a host a clinic's server: each says what it did, can be repeated, and can be undone."""

import pwd
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charting_tui.server.host import Host, ServerFault, write_whole
from charting_tui.server.nightly import ANCHOR, VERIFY, backup_to, every_night, no_more_nights
from charting_tui.server.people import renew
from charting_tui.server.preloader import keep_loaded, load_anew, no_more_loaded
from charting_tui.server.releases import install

_SSHD = """\
# Written by charting-tui server set-up. Logins of {account} get the program, and nothing else.
Match User {account}
    AuthorizedKeysFile {keys}
    AuthenticationMethods publickey
    DisableForwarding yes
    PermitUserRC no
    PermitTunnel no
    X11Forwarding no
    ClientAliveInterval 30
    ClientAliveCountMax 4
    AcceptEnv LANG LC_* COLORTERM NO_COLOR
    SetEnv LANG=C.UTF-8
"""


@dataclass(frozen=True)
class NewServer:
    """What a new server needs to know besides its places."""

    name: str
    """Of the practice."""
    state: str
    """Two letters."""
    owner: str
    """The person who owns the clinic and adds the others."""
    backup: str = ""
    """Where the clinic is backed up to every night: a folder, or an sftp:// address."""


def set_up(host: Host, new: NewServer, *, source: Path | None) -> Iterator[str]:
    """Do every step that is not done yet, and say each. ``source`` is a checkout or a wheel to install."""
    yield _account(host)
    if source is None and not host.command.exists():
        raise ServerFault(f"--from: there is no program in {host.program}. Give a checkout or a wheel.")
    if source is not None:
        yield install(host, source)
        load_anew(host)
    yield _clinic(host, new)
    yield from keep_loaded(host)
    yield _keys(host)
    yield from _ssh(host)
    yield from every_night(host, new.owner, VERIFY)
    yield from every_night(host, new.owner, ANCHOR)
    if new.backup:
        yield from every_night(host, new.owner, backup_to(new.backup))


def take_down(host: Host) -> Iterator[str]:
    """Undo every step but the clinic's data, which stays where it is, and say each."""
    yield from no_more_nights(host)
    yield from no_more_loaded(host)
    if host.sshd.exists():
        host.sshd.unlink()
        _reload_sshd(host)
        yield f"Removed {host.sshd}: no one can log in as {host.account} with these keys."
    if host.keys.exists():
        kept = host.keys.with_name(f"{host.keys.name}.removed")
        host.keys.replace(kept)
        yield f"Moved the keys to {kept}."
    if host.program.exists():
        shutil.rmtree(host.program)
        yield f"Removed the program in {host.program}."
    if host.clinic.exists():
        yield f"Kept the clinic in {host.clinic}, and the account {host.account} that owns it."


def _account(host: Host) -> str:
    try:
        pwd.getpwnam(host.account)
    except KeyError:
        home = f"/var/lib/{host.account}"
        host.run(
            "useradd", "--system", "--home-dir", home, "--shell", "/bin/sh", "--password", "*", host.account
        )
        Path(home).mkdir(mode=0o700, exist_ok=True)
        shutil.chown(home, host.account, host.account)
        return f"Made the account {host.account}: no password, no start-up files."
    return f"The account {host.account} already exists."


def _clinic(host: Host, new: NewServer) -> str:
    if (host.clinic / "practice.json").exists():
        return f"There is already a clinic in {host.clinic}."
    host.run("install", "-d", "-m", "700", "-o", host.account, "-g", host.account, host.clinic)
    words = ("init", host.clinic, "--name", new.name, "--state", new.state, "--user", new.owner)
    host.run_as_account(host.command, *words)
    return f"Made the clinic in {host.clinic}; its owner is {new.owner}."


def _keys(host: Host) -> str:
    if host.keys.exists():
        renewed = renew(host)
        if renewed:
            return f"Renewed {renewed} {'line' if renewed == 1 else 'lines'} of {host.keys}."
        return f"There are already keys in {host.keys}."
    write_whole(host.keys, "", 0o644)
    return f"Made {host.keys}. Let people in with: charting-tui people add NAME --key FILE"


def _ssh(host: Host) -> Iterator[str]:
    text = _SSHD.format(account=host.account, keys=host.keys)
    before = host.sshd.read_text(encoding="utf-8") if host.sshd.exists() else None
    if not write_whole(host.sshd, text, 0o644):
        yield f"{host.sshd} already exists."
        return
    try:
        host.run("sshd", "-t", "-f", host.sshd_main)
    except ServerFault:
        if before is None:
            host.sshd.unlink()
        else:
            write_whole(host.sshd, before, 0o644)
        raise
    _reload_sshd(host)
    yield f"Wrote {host.sshd}: logins of {host.account} get the program and nothing else."


def _reload_sshd(host: Host) -> None:
    if Path("/run/sshd.pid").exists():
        host.run("kill", "-HUP", Path("/run/sshd.pid").read_text(encoding="ascii").strip())
