"""What a person typed into a form and has not saved: kept at every key, so that a cut line loses nothing."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import orjson

from charting_tui.records.canonical import encoded
from charting_tui.store.charts import checked_id
from charting_tui.store.disk import Disk


class FormWords:
    """One small file for each form that a person has not left yet; the last login to type has its say."""

    def __init__(self, folder: Path, person: str, disk: Disk) -> None:
        self._folder = folder
        self._person = checked_id(person)
        self._disk = disk

    def keep(self, form: str, texts: Mapping[str, str]) -> None:
        """Keep the texts that differ from the record, by the paths of their fields; none forgets the form."""
        if not texts:
            self.forget(form)
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._disk.put(self._path(form), encoded({"form": form, "texts": dict(texts)}), durable=False)

    def kept(self, form: str) -> dict[str, str]:
        """Return the texts kept for a form; nothing where there are none or they cannot be read."""
        try:
            found = orjson.loads(self._path(form).read_bytes())
            return {str(path): str(text) for path, text in found["texts"].items()}
        except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            return {}

    def forget(self, form: str) -> None:
        """The form was saved, or given up."""
        self._path(form).unlink(missing_ok=True)

    def _path(self, form: str) -> Path:
        return self._folder / f"{self._person}.{sha256(form.encode()).hexdigest()[:24]}.json"
