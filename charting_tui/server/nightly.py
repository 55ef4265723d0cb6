"""What the server does every night by itself: a backup, and the check of all records."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charting_tui.server.host import Host, run_systemd, write_whole

_SERVICE = """\
# Written by charting-tui server set-up.
[Unit]
Description={what}

[Service]
Type=oneshot
User={account}
ExecStart="{command}" --data "{clinic}" --user {owner} {act}
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={writes}
PrivateTmp=yes
{output}"""
_TIMER = """\
# Written by charting-tui server set-up.
[Unit]
Description={what}, every night

[Timer]
OnCalendar=*-*-* {at}
Persistent=yes

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True)
class Job:
    """One thing done every night."""

    unit: str
    what: str
    at: str
    """Hour and minute of the host's clock."""
    act: str
    """The command and its words."""
    writes: tuple[Path, ...] = ()
    """Folders it writes to besides the clinic."""
    kept: bool = False
    """Whether systemd, as root, adds what the command says to the server's anchors."""


VERIFY = Job("charting-verify", "Verify the clinic's records", "02:30", "verify")
ANCHOR = Job("charting-anchor", "Keep an anchor of the records", "22:30", "verify --anchor", kept=True)


def backup_to(target: str) -> Job:
    """Return the nightly backup to a folder or an sftp:// address."""
    folders = () if "://" in target else (Path(target),)
    return Job("charting-backup", "Back up the clinic", "01:30", f'backup "{target}"', folders)


def every_night(host: Host, owner: str, job: Job) -> Iterator[str]:
    """Let systemd do a job every night, and say so."""
    told = {
        "account": host.account,
        "act": job.act,
        "at": job.at,
        "clinic": host.clinic,
        "command": host.command,
        "output": f"StandardOutput=append:{host.anchors}\n" if job.kept else "",
        "owner": owner,
        "what": job.what,
        "writes": " ".join(f'"{folder}"' for folder in (host.clinic, *job.writes)),
    }
    if job.kept:
        host.anchors.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    changed = write_whole(host.units / f"{job.unit}.service", _SERVICE.format(**told), 0o644)
    changed |= write_whole(timer_of(host, job), _TIMER.format(**told), 0o644)
    if not changed:
        yield f"{timer_of(host, job)} already exists."
        return
    run_systemd(host, "daemon-reload")
    run_systemd(host, "enable", "--now", f"{job.unit}.timer")
    yield f"Wrote {timer_of(host, job)}: {job.what[0].lower()}{job.what[1:]} every night at {job.at}."


def no_more_nights(host: Host) -> Iterator[str]:
    """Take every nightly job away, and say each."""
    for unit in (VERIFY.unit, ANCHOR.unit, backup_to("").unit):
        for path in (host.units / f"{unit}.timer", host.units / f"{unit}.service"):
            if path.exists():
                run_systemd(host, "disable", "--now", path.name)
                path.unlink()
                yield f"Removed {path}."
    run_systemd(host, "daemon-reload")


def timer_of(host: Host, job: Job) -> Path:
    """Return where the timer of a job is."""
    return host.units / f"{job.unit}.timer"
