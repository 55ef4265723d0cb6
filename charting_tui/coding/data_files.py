"""Finds the reference data: inside an installed package, else beside the checkout."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@cache
def data_folder() -> Path:
    """Return the folder of the reference data."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def read_json(name: str) -> dict[str, Any]:
    """Return what a file of the reference data holds."""
    content: dict[str, Any] = json.loads((data_folder() / name).read_bytes())
    return content


@cache
def release_days(kind: str) -> tuple[date, ...]:
    """Return the days from which the releases of one table hold, oldest first: ``pairs`` → 2024-07-01."""
    return tuple(
        sorted(date.fromisoformat(path.name.split(".")[1]) for path in data_folder().glob(f"{kind}.*.json"))
    )


def release_in_force(kind: str, day: date) -> date:
    """Return the release of a table that holds on that day; the oldest one for any day before it."""
    known = release_days(kind)
    return max((release for release in known if release <= day), default=known[0])
