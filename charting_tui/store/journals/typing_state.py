"""What is typed and neither answered nor left, and what the entries of a journal add up to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import ValidationError

from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS


@dataclass(frozen=True)
class Words:
    """The texts of one dialog, form or search as they stand on the screen; never a PIN."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By the name of their field."""
    field: str = ""
    """The field that has the cursor."""
    cursor: int = 0
    """How many characters of that field stand before the cursor."""
    doing: str = ""
    """What the person was doing and which key goes on with it, in one sentence; empty over an open visit."""


class WordsPlace(Protocol):
    """Keeps words by the name of the dialog in which they are typed, at every key."""

    def words(self, name: str) -> Words | None:
        """Return what is kept under that name, or None."""
        ...

    def keep_words(self, name: str, words: Words) -> None:
        """Keep these in the place of what was kept; JournalFull where the disk does not take them."""
        ...

    def forget_words(self, name: str) -> None:
        """They were answered, or left on purpose."""
        ...


Entry = dict[str, Any]
"""One numbered line of a journal: ``n`` its number, ``k`` its kind."""

_SHAPES: dict[str, dict[str, type]] = {
    "text": {"f": str, "t": str},
    "splice": {"f": str, "at": int, "cut": int, "in": str},
    "put": {"d": dict},
    "cursor": {"f": str, "r": int, "c": int},
    "asked": {"d": str, "t": dict, "f": str, "c": int},
    "left": {"d": str},
    "fault": {},
}


class ForeignDraftError(Exception):
    """A draft has a shape that this program does not know; whoever knows its file says so to the person."""


@dataclass(frozen=True)
class Replay:
    """What was typed and chosen, and is not in the chart yet."""

    draft: Draft | None
    """The draft as last put; None where only texts changed."""
    texts: dict[str, str]
    """The whole text of each field that was typed in."""
    cursor: tuple[str, int, int] | None
    """Field, row and column."""
    sequence: int
    """The number of the last entry."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to bring back but perhaps a place of the cursor."""
        return self.draft is None and not self.texts


@dataclass
class TypingState:
    """The newest entry of each kind, folded as they come."""

    texts: dict[str, tuple[int, str]] = field(default_factory=dict)
    draft: tuple[int, Entry] | None = None
    cursor: tuple[int, tuple[str, int, int]] | None = None
    asked: dict[str, tuple[int, Words]] = field(default_factory=dict)
    """The dialogs in which something is typed and neither answered nor left, by their names."""
    sequence: int = 0
    failed: bool = False
    """Whether a fault of the program ended the typing."""

    @classmethod
    def of(cls, entries: Iterable[Entry], sequence: int = 0) -> "TypingState":
        """Return what these entries add up to, numbered on from ``sequence``."""
        state = cls(sequence=sequence)
        for entry in entries:
            state.fold(entry)
        return state

    def fold(self, entry: Entry) -> None:
        """Take in one entry."""
        number = entry["n"]
        self.sequence = max(self.sequence, number)
        match entry["k"]:
            case "text":
                self.texts[entry["f"]] = (number, entry["t"])
            case "splice":
                before = self.text(entry["f"]) or ""
                start, end = entry["at"], entry["at"] + entry["cut"]
                self.texts[entry["f"]] = (number, before[:start] + entry["in"] + before[end:])
            case "put":
                self.draft = (number, entry["d"])
                self._take_texts(entry["d"].get("visit"))
            case "cursor":
                self.cursor = (number, (entry["f"], entry["r"], entry["c"]))
            case "asked":
                texts = {str(name): str(text) for name, text in entry["t"].items()}
                self.asked[entry["d"]] = (number, Words(texts, entry["f"], entry["c"]))
            case "left":
                self.asked.pop(entry["d"], None)
            case "fault":
                self.failed = True

    def _take_texts(self, visit: Any) -> None:
        note = visit.get("note") if isinstance(visit, dict) else None
        if not isinstance(note, dict):
            return
        for section in (*SECTIONS, "quick_line"):
            if section in self.texts and isinstance(note.get(section), str):
                self.texts[section] = (self.texts[section][0], note[section])

    def text(self, name: str) -> str | None:
        """Return a field's text as last typed, or None where it was not typed in."""
        kept = self.texts.get(name)
        return kept[1] if kept else None

    def holds_after(self, sequence: int) -> bool:
        """Return whether anything of the visit itself came after that entry, readable or not."""
        numbers = [number for number, _ in self.texts.values()]
        return max([*numbers, self.draft[0] if self.draft else 0], default=0) > sequence

    def since(self, sequence: int) -> Replay:
        """Return what came after that entry, and the cursor; ForeignDraftError for an unknown draft."""
        put = self.draft if self.draft and self.draft[0] > sequence else None
        return Replay(
            draft=_draft(put[1]) if put else None,
            texts={name: text for name, (number, text) in self.texts.items() if number > sequence},
            cursor=self.cursor[1] if self.cursor else None,
            sequence=self.sequence,
        )

    def entries_since(self, sequence: int) -> list[Entry]:
        """Return the fewest entries that say all that came after that entry, the cursor and open dialogs."""
        kept: list[Entry] = [
            {"n": number, "k": "text", "f": name, "t": text} for name, (number, text) in self.texts.items()
        ]
        if self.draft:
            kept.append({"n": self.draft[0], "k": "put", "d": self.draft[1]})
        if self.cursor:
            number, (name, row, column) = self.cursor
            kept.append({"n": number, "k": "cursor", "f": name, "r": row, "c": column})
        kept += [{"n": number, **asked_entry(name, words)} for name, (number, words) in self.asked.items()]
        wanted = (entry for entry in kept if entry["n"] > sequence or entry["k"] in {"cursor", "asked"})
        return sorted(wanted, key=lambda entry: int(entry["n"]))


def splice_entry(name: str, old: str, new: str) -> Entry:
    """Return the entry that makes ``new`` of ``old`` by its changed middle."""
    start = _common(old, new, from_end=False)
    end = _common(old[start:], new[start:], from_end=True)
    return {
        "k": "splice",
        "f": name,
        "at": start,
        "cut": len(old) - start - end,
        "in": new[start : len(new) - end],
    }


def asked_entry(name: str, words: Words) -> Entry:
    """Return the entry that keeps what stands in a dialog, without its number."""
    return {"k": "asked", "d": name, "t": dict(words.texts), "f": words.field, "c": words.cursor}


def line_of(entry: Entry) -> bytes:
    """Return an entry as a line; half characters survive, as escapes."""
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


def read_lines(data: bytes) -> Iterable[Entry]:
    """Give the head and every entry that can be read; a torn or odd line is passed over, and only it."""
    for line in data.split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and ("head" in entry or _is_entry(entry)):
            yield entry


def _is_entry(entry: Entry) -> bool:
    shape = _SHAPES.get(str(entry.get("k")))
    return (
        shape is not None
        and isinstance(entry.get("n"), int)
        and all(isinstance(entry.get(name), kind) for name, kind in shape.items())
    )


def _draft(values: Entry) -> Draft:
    try:
        return Draft.model_validate(values)
    except ValidationError:
        raise ForeignDraftError from None


def _common(old: str, new: str, *, from_end: bool) -> int:
    """Return how many characters two texts share at one end, by halving: texts are long, changes short."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        middle = (least + most + 1) // 2
        same = old[-middle:] == new[-middle:] if from_end else old[:middle] == new[:middle]
        least, most = (middle, most) if same else (least, middle - 1)
    return least
