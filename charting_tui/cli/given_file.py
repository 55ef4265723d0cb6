"""A file that somebody names on the command line: why it cannot be read, and its content."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from charting_tui.cli.lines import printable
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


_NAMED = 12
"""Lines that a sentence names; of more it says how many there are."""


def source_line(source: str, kind: str, *, not_read: Sequence[str], order: str) -> Iterator[str]:
    """Give what is to be known of how a file was read."""
    if source:
        yield f"Read as a {kind} from {source}."
    if not_read:
        it = "it" if len(not_read) == 1 else "them"
        yield printable(f"Not read: {', '.join(not_read)}. Name {it} with --columns.")
    if order:
        yield f"Dates were read as {order}."


def refused_lines(lines: Sequence[int], what: str) -> str:
    """Return the end of a summary that counts and names lines, or nothing where there are none."""
    if not lines:
        return ""
    named = sorted(lines)[:_NAMED]
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return (
        f"; {len(lines)} {what} ({'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, named))}{more})"
    )
