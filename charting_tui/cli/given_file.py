"""A file that somebody names on the command line, as text."""

from pathlib import Path

from charting_tui.errors import BadInput

_LARGEST = 1_000_000
"""Bytes; more words than any clinic has."""


def text_of(file: Path) -> str:
    """Return the text of a small file; BadInput says why it cannot be read."""
    try:
        if file.stat().st_size > _LARGEST:
            raise BadInput(f"{file.name} is larger than {_LARGEST // 1_000_000} MB; name a file of words.")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} is not text in UTF-8; save it so, and try again.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "it is no name of a file"
        raise BadInput(f"{file.name} cannot be read: {reason.lower()}.") from None
