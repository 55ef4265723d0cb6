"""Where everything of a clinic's server is on its host, and how commands are run there."""

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from charting_tui.errors import ChartingError

_ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


class ServerFault(ChartingError):
    """A step on the host failed; what it did before stays and is taken up by the next run."""

    title = "The server is not set up"


@dataclass(frozen=True)
class Host:
    """One clinic's server: its account, its program and its files."""

    account: str = "clinic"
    """Owns the clinic and runs the program; nothing else."""
    clinic: Path = Path("/srv/clinic")
    program: Path = Path("/opt/charting-tui")
    """Holds each installed release; ``current`` leads to the one in use."""
    keys: Path = Path("/etc/charting-tui/authorized_keys")
    """Who may log in, one line a key. Root's, so that the account cannot let anybody in."""
    sshd: Path = Path("/etc/ssh/sshd_config.d/charting-tui.conf")
    sshd_main: Path = Path("/etc/ssh/sshd_config")
    """Includes the one above."""
    units: Path = Path("/etc/systemd/system")
    socket: Path = Path("/run/charting-tui.socket")
    """Where a login asks for the program that is loaded."""
    anchors: Path = Path("/var/lib/charting-tui/anchors.txt")
    """One line of the record's state a day. Root's, so that the account cannot change it."""

    @classmethod
    def read(cls, places: Path) -> Self:
        """Return the server whose places are in that file; the usual ones where there is none."""
        try:
            told = json.loads(places.read_text(encoding="utf-8"))
            account = str(told.pop("account"))
            return cls(account, **{name: Path(value) for name, value in told.items()})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise ServerFault(
                f"{places} doesn't say where the server's files are. Set up the server again."
            ) from None

    def write(self, places: Path) -> None:
        """Keep the places in a file."""
        usual = asdict(type(self)())
        told = {"account": self.account}
        told |= {name: str(value) for name, value in asdict(self).items() if value != usual[name]}
        write_whole(places, f"{json.dumps(told, indent=2)}\n", 0o644)

    @property
    def command(self) -> Path:
        """The program that people log in to."""
        return self.program / "current" / "bin" / "charting-tui"

    @property
    def login(self) -> Path:
        """What a person's key is forced to; it stays when releases come and go."""
        return self.program / "login"

    def run(self, *words: str | Path) -> str:
        """Run a command as root and return what it says; ServerFault with its last line where it fails."""
        told = subprocess.run(  # noqa: S603 - words of this package, no shell
            [str(word) for word in words],
            cwd="/",
            env=_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            lines = (told.stderr or told.stdout).strip().splitlines()
            raise ServerFault(f"“{words[0]}” failed: {lines[-1] if lines else 'it did not say why'}.")
        return told.stdout

    def run_as_account(self, *words: str | Path) -> str:
        """Run a command as the service account."""
        return self.run("runuser", "-u", self.account, "--", *words)


def only_root() -> None:
    """Raise ServerFault where this process is not root's."""
    if os.geteuid() != 0:
        raise ServerFault("Setting up a server changes this computer. Run the command again with sudo.")


def write_whole(path: Path, text: str, mode: int) -> bool:
    """Write a file in one piece; return whether it differs from what was there."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        path.chmod(mode)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.touch(mode=mode)
    beside.write_text(text, encoding="utf-8")
    beside.chmod(mode)
    beside.replace(path)
    return True


def run_systemd(host: Host, *words: str) -> None:
    """Run systemctl where systemd runs this host."""
    if Path("/run/systemd/system").exists():
        host.run("systemctl", *words)
