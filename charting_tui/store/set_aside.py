"""Where torn charts lie: kept under their names, out of the way of the copy that is put back."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "damaged"
_NAMED = 3
"""Charts that are named in one sentence."""
_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.\d{8}T\d{6}Z(?:-\d+)?\.json")


def set_aside(path: Path) -> Path:
    """Move a file into the folder beside it, named for itself and for when it was last written."""
    folder = path.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    name = f"{path.stem}.{written:%Y%m%dT%H%M%SZ}"
    place, number = folder / f"{name}.json", 1
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}.json"
    path.rename(place)
    return place


def set_aside_in(charts: Path) -> dict[str, str]:
    """Return the name of the newest file set aside for each id."""
    try:
        names = sorted(os.listdir(charts / FOLDER))  # noqa: PTH208  names are all that is needed
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return {found[1]: name for name in names if (found := _NAME.fullmatch(name))}


def damage_words(charts: Sequence[str]) -> str:
    """Return one sentence about the charts that could not be read, or nothing."""
    if not charts:
        return ""
    more = len(charts) - _NAMED
    shown = ", ".join(charts[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    count = "1 chart" if len(charts) == 1 else f"{len(charts)} charts"
    return f"{count} could not be read: {shown}; see “charting-tui verify”."
