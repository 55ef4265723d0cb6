"""What a person types outside a visit and has not saved: one small file a place, written at every key."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from charting_tui.records.canonical import encoded
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.disk import Disk
from charting_tui.store.journals.journal_file import journal_full
from charting_tui.store.journals.words import Words
from charting_tui.store.refusals import NotSaved


class PersonWords:
    """The words of one person; the last login to type in a place has its say."""

    def __init__(self, folder: Path, person: str, disk: Disk) -> None:
        self._folder = folder
        self._person = checked_id(person)
        self._disk = disk

    def words(self, name: str) -> Words | None:
        """Return what is kept under that name; None where there is nothing or it cannot be read."""
        return _read(self._path(name))

    def keep_words(self, name: str, words: Words) -> None:
        """Keep these in the place of what was kept; JournalFull where the disk does not take them."""
        kept = {
            "form": name,
            "texts": dict(words.texts),
            "field": words.field,
            "cursor": words.cursor,
            "doing": words.doing,
        }
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._disk.put(self._path(name), encoded(kept), durable=False)
        except OSError as fault:
            raise journal_full(fault) from fault
        except NotSaved as refused:
            if isinstance(refused.__cause__, OSError):
                raise journal_full(refused.__cause__) from refused
            raise

    def forget_words(self, name: str) -> None:
        """They were saved, or left on purpose."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as fault:
            raise journal_full(fault) from fault

    def newest(self) -> Words | None:
        """Return what was typed last of all that is kept and can be gone on with, or None."""
        try:
            files = sorted(self._folder.glob(f"{self._person}.*.json"), key=_changed_ns)
        except OSError:
            return None
        found = (words for file in reversed(files) if (words := _read(file)))
        return next((words for words in found if words.doing), None)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._person}.{sha256(name.encode()).hexdigest()[:24]}.json"


def _changed_ns(file: Path) -> int:
    return file.stat().st_mtime_ns


def _read(file: Path) -> Words | None:
    try:
        found: dict[str, Any] = orjson.loads(file.read_bytes())
        return Words(
            texts={str(path): str(text) for path, text in found["texts"].items()},
            field=str(found.get("field", "")),
            cursor=int(found.get("cursor", 0)),
            doing=str(found.get("doing", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
