"""Encryption to a public key, so that whoever has the backup or the server that makes it cannot read it.

Files are age's (https://age-encryption.org/v1): any age opens them. ``pyrage`` is loaded only here.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from charting_tui.errors import BadInput
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored

_SSH = ("ssh-ed25519 ", "ssh-rsa ")


class Sealing:
    """Encrypts to one or more public keys; to none, files stay as they are."""

    def __init__(self, keys: Sequence[str]) -> None:
        """BadInput for what is no public key of age or SSH."""
        self.keys = tuple(" ".join(key.split()[:2]) if key.startswith(_SSH) else key.strip() for key in keys)
        self._recipients = [_recipient(key) for key in self.keys]

    def __bool__(self) -> bool:
        """Whether anything is encrypted."""
        return bool(self._recipients)

    def seal(self, plain: Path, sealed: Path) -> None:
        """Write the encrypted file, which only its owner can read."""
        import pyrage  # noqa: PLC0415 - no other command loads it

        try:
            with plain.open("rb") as source, _opened(sealed) as out:
                pyrage.encrypt_io(source, out, self._recipients)
        except pyrage.EncryptError as fault:
            raise NotBackedUp(f"The backup could not be encrypted ({_brief(fault)}).") from None


def unseal(sealed: Path, identity: Path | None, plain: Path) -> None:
    """Decrypt a file by the private key in the identity file; NotRestored or BadInput say why not."""
    if identity is None:
        raise BadInput("This backup is encrypted. Give its private key with --identity FILE.")
    import pyrage  # noqa: PLC0415 - no other command loads it

    identities = _identities(identity)
    try:
        with sealed.open("rb") as source, _opened(plain) as out:
            pyrage.decrypt_io(source, out, identities)
    except pyrage.DecryptError:
        raise NotRestored(
            f"The key in {identity} doesn't open this backup. Use the key it was made for."
        ) from None
    except OSError as fault:
        if fault.errno:
            raise
        raise NotRestored(f"{sealed.name} is damaged or incomplete. Use an older backup (--at).") from None


def _recipient(key: str) -> Any:
    import pyrage  # noqa: PLC0415 - no other command loads it

    kind = pyrage.ssh.Recipient if key.startswith(_SSH) else pyrage.x25519.Recipient
    try:
        return kind.from_str(key)
    except pyrage.RecipientError:
        raise BadInput(
            "--encrypt-to: That isn't a public key. Use one like age1… (from age-keygen) or a full line "
            "ssh-ed25519 AAAA…."
        ) from None


def _identities(file: Path) -> list[Any]:
    import pyrage  # noqa: PLC0415 - no other command loads it

    try:
        text = file.read_bytes()
    except OSError as fault:
        reason = os.strerror(fault.errno or 0).lower()
        raise BadInput(f"--identity: {file} can't be read ({reason}).") from None
    try:
        if b"PRIVATE KEY" in text:
            return [pyrage.ssh.Identity.from_buffer(text)]
        lines = [line.strip() for line in text.decode().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise BadInput(
            f"--identity: {file} has no private key that works. Use the file from age-keygen, or an SSH "
            "key without a passphrase."
        )
    return found


def _opened(path: Path) -> Any:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    return os.fdopen(file, "wb")


def _brief(fault: Exception) -> str:
    return " ".join(str(fault).split())[:120]
