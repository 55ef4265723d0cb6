"""A file that somebody names on the command line: why it cannot be read, and its content."""

import os
from pathlib import Path

from charting_tui.errors import BadInput

_LARGEST = 1_000_000
"""Bytes; more words than any clinic has."""
_NOT_YOURS = "{} may not be read by you; ask its owner, or name another."


def look_at(file: Path) -> int:
    """Return a file's size; BadInput names it, what is wrong with it and the remedy."""
    try:
        if file.is_dir():
            raise BadInput(f"{file} is a folder; name a file in it.")
        size = file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(f"There is no file {file}; look at its name.") from None
    except PermissionError:
        raise BadInput(_NOT_YOURS.format(file)) from None
    except (OSError, ValueError):
        raise BadInput(f"{file} is no name of a file; look at it again.") from None
    if not os.access(file, os.R_OK):
        raise BadInput(_NOT_YOURS.format(file))
    return size


def bytes_of(file: Path, largest: int) -> bytes:
    """Return the content of a file of so many bytes at most; BadInput says why it cannot be read."""
    if look_at(file) > largest:
        raise BadInput(f"{file} is larger than {largest // 1_000_000} MB; name another file.")
    try:
        return file.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "it cannot be read").lower()
        raise BadInput(f"{file} stopped being readable ({reason}); try again.") from None


def text_of(file: Path) -> str:
    """Return the text of a small file; BadInput says why it cannot be read."""
    try:
        return bytes_of(file, _LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not text in UTF-8; save it so, and try again.") from None
