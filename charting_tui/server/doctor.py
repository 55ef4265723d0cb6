"""What is wrong with a clinic's server, each with what to do."""

import pwd
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from charting_tui.errors import ChartingError
from charting_tui.server.host import Host, ServerFault
from charting_tui.server.login import ONLY_ASK
from charting_tui.server.nightly import ANCHOR, VERIFY, backup_to, timer_of
from charting_tui.server.people import keys_of, older_lines, unreadable_lines
from charting_tui.server.preloader import is_set_up
from charting_tui.store.clinic_folder import DATABASE, database_of
from charting_tui.store.office_file import office_of

_ROOMY = 1_000_000_000
"""Bytes that should be free where the clinic is."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: what is so, and what to do where it is wrong."""

    what: str
    fix: str = ""

    @property
    def fine(self) -> bool:
        """Whether nothing is to be done."""
        return not self.fix


def examine(host: Host) -> Iterator[Check]:
    """Look at everything that ``server set-up`` makes, and at what wears out."""
    for look in (
        _account,
        _program,
        _loaded,
        _clinic,
        _database,
        _staff,
        _keys,
        _sshd,
        _compression,
        _nightly,
        _room,
    ):
        try:
            yield from look(host)
        except (ServerFault, OSError) as fault:
            told = fault.sentence if isinstance(fault, ServerFault) else f"{fault.filename}: {fault.strerror}"
            yield Check(told, "Run this as root: sudo charting-tui doctor.")


def _account(host: Host) -> Iterator[Check]:
    try:
        entry = pwd.getpwnam(host.account)
    except KeyError:
        yield Check(f"There is no account {host.account}.", "Run charting-tui server set-up.")
        return
    if entry.pw_shell != "/bin/sh":
        yield Check(f"The shell of {host.account} is {entry.pw_shell}.", f"usermod -s /bin/sh {host.account}")
    started = [name for name in (".profile", ".bashrc", ".ssh/rc") if (Path(entry.pw_dir) / name).exists()]
    if started:
        yield Check(f"{host.account} has start-up files: {', '.join(started)}.", "Remove them.")
    else:
        yield Check(f"Account {host.account}, without start-up files.")


def _program(host: Host) -> Iterator[Check]:
    if not host.command.exists():
        yield Check(
            f"There is no program at {host.command}.", "Run charting-tui server set-up --from CHECKOUT."
        )
        return
    version = host.run_as_account(host.command, "--version").strip()
    yield Check(f"{version} runs as {host.account}.")


def _loaded(host: Host) -> Iterator[Check]:
    if not (host.login.exists() and is_set_up(host)):
        yield Check("Every login loads the program again.", "Run charting-tui server set-up.")
        return
    try:
        host.run_as_account(host.login, host.socket, ONLY_ASK)
    except ServerFault:
        yield Check(
            "Every login loads the program again: the one that stays loaded does not answer.",
            "systemctl restart charting-login.socket charting-login.service",
        )
        return
    yield Check("Logins get the program that stays loaded.")


def _clinic(host: Host) -> Iterator[Check]:
    if not host.clinic.exists():
        yield Check(f"There is no clinic in {host.clinic}.", "Run charting-tui server set-up.")
        return
    found = host.clinic.stat()
    owner = pwd.getpwuid(found.st_uid).pw_name
    if owner != host.account:
        yield Check(f"{host.clinic} belongs to {owner}.", f"chown -R {host.account} {host.clinic}")
    elif stat.S_IMODE(found.st_mode) & 0o077:
        yield Check(f"Others can read {host.clinic}.", f"chmod 700 {host.clinic}")
    else:
        yield Check(f"Clinic in {host.clinic}, readable only by {host.account}.")
    strangers = [one for one in host.clinic.rglob("*") if one.lstat().st_uid != found.st_uid]
    if strangers:
        fix = f"chown -R {host.account} {host.clinic}"
        yield Check(f"{len(strangers)} files in the clinic belong to another account.", fix)


_SAFE = ("sslmode=require", "sslmode=verify-ca", "sslmode=verify-full")


def _database(host: Host) -> Iterator[Check]:
    url = database_of(host.clinic)
    if not url:
        return
    yield connection_check(url, host.clinic / DATABASE)
    try:
        office_of(host.clinic)
    except ChartingError as fault:
        yield Check(fault.sentence, "Start the database, or correct its address or the network.")
    else:
        yield Check("The clinic's database answers.")


def connection_check(url: str, file: Path) -> Check:
    """Return whether what goes to a database is encrypted, wherever it does not stay on this machine."""
    where = urlsplit(url).hostname or ""
    if where in {"", "localhost", "127.0.0.1", "::1"}:
        return Check("The clinic's database is on this machine.")
    if any(words in url for words in _SAFE):
        return Check(f"The connection to the database at {where} is encrypted.")
    return Check(
        f"The connection to the database at {where} may not be encrypted.",
        f"Add sslmode=verify-full to the address in {file}.",
    )


def _staff(host: Host) -> Iterator[Check]:
    kept = (host.clinic / "practice.json").exists() or (host.clinic / DATABASE).exists()
    if not kept or not host.keys.exists():
        return
    try:
        office = office_of(host.clinic)
    except ChartingError as fault:
        yield Check(fault.sentence, "Restore the file from a backup.")
        return
    staff = {person.id for person in office.people}
    unknown = sorted({key.person for key in keys_of(host)} - staff)
    if unknown:
        yield Check(
            f"Can log in but not on the staff: {', '.join(unknown)}.", "Add them in Settings, staff tab."
        )


def _keys(host: Host) -> Iterator[Check]:
    if not host.keys.exists():
        yield Check(f"There is no {host.keys}.", "Run charting-tui server set-up.")
        return
    found = host.keys.stat()
    if found.st_uid != 0 or stat.S_IMODE(found.st_mode) & 0o022:
        yield Check(
            f"Others than root can change {host.keys}.", f"chown root {host.keys}; chmod 644 {host.keys}"
        )
    if strange := unreadable_lines(host):
        yield Check(
            f"{strange} lines of {host.keys} are not this program's.", "Remove them, or check each one."
        )
    if older := older_lines(host):
        yield Check(f"{older} lines of {host.keys} are an older program's.", "charting-tui people renew")
    people = {key.person for key in keys_of(host)}
    if people:
        yield Check(f"Can log in: {', '.join(sorted(people))}.")
    else:
        yield Check("No one can log in yet.", "charting-tui people add NAME --key FILE")


def _sshd(host: Host) -> Iterator[Check]:
    told = _effective(host)
    wanted = {"authorizedkeysfile": str(host.keys), "disableforwarding": "yes", "permituserrc": "no"}
    wrong = [name for name, value in wanted.items() if told.get(name) != value]
    if wrong:
        yield Check(
            f"sshd does not use {host.sshd} ({', '.join(wrong)}).",
            "See that /etc/ssh/sshd_config includes sshd_config.d, and reload sshd.",
        )
    else:
        yield Check("sshd gives logins the program and nothing else.")


def _compression(host: Host) -> Iterator[Check]:
    if _effective(host).get("compression") == "no":
        yield Check("sshd compresses nothing.", "Set “Compression yes” in /etc/ssh/sshd_config.")


def _effective(host: Host) -> dict[str, str]:
    told = host.run(
        "sshd", "-T", "-f", host.sshd_main, "-C", f"user={host.account},host=localhost,addr=127.0.0.1"
    )
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in told.splitlines()}


def _nightly(host: Host) -> Iterator[Check]:
    for job in (VERIFY, ANCHOR, backup_to("")):
        if not timer_of(host, job).exists():
            option = "" if job in (VERIFY, ANCHOR) else " with --backup-to TARGET"
            yield Check(
                f"Not done every night: {job.what.lower()}.", f"Run charting-tui server set-up{option}."
            )
        elif Path("/run/systemd/system").exists():
            yield Check(f"Done every night: {job.what.lower()}.")
        else:
            fix = f"Run {host.command} {job.act.split()[0]} every night with cron."
            yield Check(f"There is no systemd here to {job.what.lower()}.", fix)


def _room(host: Host) -> Iterator[Check]:
    if not host.clinic.exists():
        return
    free = shutil.disk_usage(host.clinic).free
    if free < _ROOMY:
        yield Check(f"{free / 1000000000.0:.1f} GB are free on the clinic's disk.", "Free some space.")
    else:
        yield Check(f"{free / 1e9:.0f} GB are free where the clinic is.")
