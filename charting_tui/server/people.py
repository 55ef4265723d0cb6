"""Who may log in: one line a key, forced to the program as that person."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from charting_tui.errors import BadInput
from charting_tui.server.host import Host, ServerFault, write_whole

_NAME = re.compile(r"[a-z][a-z0-9._-]{0,31}")
_LINE = re.compile(r'command="(?P<command>[^"]+) --user (?P<person>\S+)",restrict,pty (?P<key>.+)')
_CLINIC = re.compile(r"--data (?P<clinic>\S+)")
_TYPES = ("ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ecdsa-sha2-nistp256", "ssh-rsa")
_SMALLEST_RSA = 3072
"""Bits; smaller ones are too weak by NIST SP 800-57."""


@dataclass(frozen=True)
class LoginKey:
    """A key that lets a person in."""

    person: str
    fingerprint: str
    comment: str


def add(host: Host, person: str, key_file: Path) -> str:
    """Let a person in with the public key in a file, and say so; BadInput where either cannot be read."""
    if not _NAME.fullmatch(person):
        raise BadInput(f"NAME: “{person}” can't be a login name. Use small letters and digits, such as kim.")
    key, found = _read_key(host, key_file)
    lines = _lines(host)
    for line in lines:
        known = _LINE.fullmatch(line)
        if known and known["key"].split()[1] == key.split()[1]:
            raise BadInput(f"--key: this key already belongs to {known['person']}. Remove it there first.")
    write_whole(
        host.keys, "".join(f"{line}\n" for line in (*lines, _line(host, host.clinic, person, key))), 0o644
    )
    return f"{person} can now log in with the key {found.fingerprint}."


def remove(host: Host, person: str) -> str:
    """Take away every key of a person, and say how many; BadInput where there is none."""
    lines = _lines(host)
    left = [line for line in lines if not ((known := _LINE.fullmatch(line)) and known["person"] == person)]
    if len(left) == len(lines):
        raise BadInput(
            f"NAME: “{person}” has no key here. Run charting-tui people list to see who can log in."
        )
    write_whole(host.keys, "".join(f"{line}\n" for line in left), 0o644)
    removed = len(lines) - len(left)
    return (
        f"Removed {removed} {'key' if removed == 1 else 'keys'} of {person}. "
        "A login that is open now stays open until it ends."
    )


def renew(host: Host) -> int:
    """Bring the lines of an older program up to date, and return how many were changed.

    They start the program the quick way, and tell it that a key proved the person.
    """
    lines = _lines(host)
    today = [_as_today(host, line) for line in lines]
    changed = sum(before != after for before, after in zip(lines, today, strict=True))
    if changed:
        write_whole(host.keys, "".join(f"{line}\n" for line in today), 0o644)
    return changed


def older_lines(host: Host) -> int:
    """Return how many lines an older program wrote."""
    return sum(line != _as_today(host, line) for line in _lines(host))


def _as_today(host: Host, line: str) -> str:
    known = _LINE.fullmatch(line)
    clinic = _CLINIC.search(known["command"]) if known else None
    return _line(host, clinic["clinic"], known["person"], known["key"]) if known and clinic else line


def _line(host: Host, clinic: Path | str, person: str, key: str) -> str:
    program = f"exec {host.login} {host.socket}" if host.login.exists() else host.command
    return f'command="{program} --data {clinic} --key-login --user {person}",restrict,pty {key}'


def keys_of(host: Host) -> Sequence[LoginKey]:
    """Return who may log in, by the order of the file."""
    found = []
    for line in _lines(host):
        known = _LINE.fullmatch(line)
        if known:
            found.append(LoginKey(known["person"], *_fingerprint(host, known["key"])))
    return found


def unreadable_lines(host: Host) -> int:
    """Return how many lines of the file this program did not write."""
    return sum(not _LINE.fullmatch(line) for line in _lines(host))


def _lines(host: Host) -> list[str]:
    if not host.keys.exists():
        raise ServerFault(f"There is no {host.keys}. Run charting-tui server set-up first.")
    text = host.keys.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _read_key(host: Host, file: Path) -> tuple[str, LoginKey]:
    try:
        lines = file.read_text(encoding="utf-8").strip().splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"--key: {file} can't be read. Give a public key, such as id_ed25519.pub.") from None
    if len(lines) == 1 and "PRIVATE KEY" not in lines[0] and lines[0].split()[0] in _TYPES:
        fingerprint, comment = _fingerprint(host, lines[0])
        return lines[0].strip(), LoginKey("", fingerprint, comment)
    if any("PRIVATE KEY" in line for line in lines):
        raise BadInput(f"--key: {file} is a private key. Give the public key, which ends in .pub.")
    raise BadInput(
        f"--key: {file} doesn't contain exactly one public key. Use one line that begins with ssh-ed25519."
    )


def _fingerprint(host: Host, key: str) -> tuple[str, str]:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".pub") as file:
        file.write(f"{key}\n")
        file.flush()
        try:
            told = host.run("ssh-keygen", "-l", "-f", file.name).split()
        except ServerFault:
            raise BadInput("--key: ssh can't read this key. Send the .pub file again.") from None
    if told[-1] == "(RSA)" and int(told[0]) < _SMALLEST_RSA:
        raise BadInput(
            f"--key: an RSA key of {told[0]} bits is too weak. Make a new key with ssh-keygen -t ed25519."
        )
    return told[1], " ".join(told[2:-1])
