"""The installed releases of the program: a new one beside the old, and back again, with logins at work.

Each release has a folder of its own with its Python environment, and ``current`` leads to the one in use.
Who is logged in goes on with the release they began with; the next login gets the new one.
"""

import os
import shutil
from pathlib import Path

from charting_tui.server.host import Host, ServerFault

_KEPT = 3
"""Releases that stay, the one in use among them."""
_BEFORE = "previous"


def install(host: Host, source: Path) -> str:
    """Install a checkout or a wheel as a new release, and use it; ServerFault leaves the old one in use."""
    if not (source / "pyproject.toml").is_file() and source.suffix != ".whl":
        raise ServerFault(f"--from: {source} is neither a checkout nor a wheel of charting-tui.")
    host.program.mkdir(mode=0o755, parents=True, exist_ok=True)
    number = 1 + max((int(one.name) for one in _releases(host)), default=0)
    place = host.program / str(number)
    try:
        host.run(everybodys_python(), "-m", "venv", place)
        host.run(place / "bin" / "pip", "install", "--quiet", source.absolute())
        version = host.run(place / "bin" / "charting-tui", "--version").split()[-1]
    except ServerFault:
        shutil.rmtree(place, ignore_errors=True)
        raise
    before = _current(host)
    _point(host.program / "current", place)
    if before is not None:
        _point(host.program / _BEFORE, before)
    _remove_old(host)
    return (
        f"Installed charting-tui {version} in {place}. People who are logged in keep the release they have."
    )


def roll_back(host: Host) -> str:
    """Use the release that was in use before, and say so; ServerFault where there is none."""
    before, now = host.program / _BEFORE, _current(host)
    if not before.exists() or now is None:
        raise ServerFault(f"There is no earlier release in {host.program} to go back to.")
    target = before.resolve()
    _point(host.program / "current", target)
    _point(before, now)
    return f"The next login gets the release in {target}. Run roll-back again to undo this."


def _releases(host: Host) -> list[Path]:
    return sorted(
        (one for one in host.program.iterdir() if one.name.isdigit()), key=lambda one: int(one.name)
    )


def _current(host: Host) -> Path | None:
    link = host.program / "current"
    return link.resolve() if link.exists() else None


def _point(link: Path, target: Path) -> None:
    """Let the link lead elsewhere in one step, so that a login always finds a program."""
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target.name)
    beside.replace(link)


def _remove_old(host: Host) -> None:
    used = {(host.program / name).resolve() for name in ("current", _BEFORE)}
    for release in _releases(host)[:-_KEPT]:
        if release not in used:
            shutil.rmtree(release)


def everybodys_python() -> str:
    """Return a Python that every account may run."""
    for name in ("python3", *(f"python3.{minor}" for minor in range(20, 10, -1))):
        found = shutil.which(name, path="/usr/bin:/usr/local/bin")
        if found and os.access(found, os.X_OK):
            return found
    raise ServerFault("There is no Python in /usr/bin. Install python3 and python3-venv.")
