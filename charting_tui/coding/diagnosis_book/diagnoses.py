"""The diagnosis table: ICD-10-CM codes of the categories this field uses, and which do not stand first."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import permutations
from typing import Any, Protocol

from charting_tui.coding.data_files import data_folder, read_json
from charting_tui.coding.search import closeness, words_of

_SHORTEST = 3
"""Length of a category, the shortest code that may name a region."""


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    beside: dict[str, list[str]] = read_json("areas.json")["neighbours"]
    return frozenset(frozenset((one, other)) for one, others in beside.items() for other in others)


@cache
def _by_code() -> dict[str, str]:
    held: dict[str, str] = read_json("diagnosis_regions.json")["regions"]
    return {code: "" if name == "none" else name for name, codes in held.items() for code in codes.split()}


def region_of(code: str) -> str:
    """Return the region of the body that a diagnosis is of by its category, not its words; or nothing."""
    known = _by_code()
    return next((known[code[:end]] for end in range(len(code), _SHORTEST - 1, -1) if code[:end] in known), "")


def near(one: str, other: str) -> bool:
    """Whether two regions are one or neighbours."""
    return one == other or frozenset((one, other)) in _neighbours()


CATEGORY = 3
"""Length of a category: the letters before the dot."""
FULL = 8
"""Length of a code that has its seventh character, with its dot."""


@dataclass(frozen=True)
class DiagnosisEntry:
    """One code of the table."""

    code: str
    text: str
    billable: bool
    """False for a heading, which has codes below it."""
    needs_seventh: bool
    """Whether it lacks only its seventh character."""
    excludes1: tuple[str, ...]
    """Codes that may not stand beside it, those of its headings among them; a heading means all below it."""
    valid_from: date | None
    """None where no source was read."""
    valid_to: date | None

    @property
    def region(self) -> str:
        """The part of the body that it is of, or nothing."""
        return region_of(self.code)

    def in_force(self, day: date) -> bool:
        """Whether it may be used on that day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Diagnoses(Protocol):
    """What is asked of diagnoses, whether the book holds them all or the starter table some."""

    @property
    def release(self) -> date:
        """The day from which the release of ICD-10-CM holds."""

    @property
    def source(self) -> str:
        """Where it was read."""

    def __hash__(self) -> int: ...

    def holds_category(self, code: str) -> bool:
        """Whether an absent code of this code's category does not exist."""

    def entry(self, code: str) -> DiagnosisEntry | None:
        """Return the entry of a code as it is written with its dot, or None."""

    def below(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the billable codes below a heading, or those that begin like an unknown code."""

    def children(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the codes and headings directly under a heading, or the topmost that begin so."""

    def find(self, sought: str, limit: int, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return codes by code or by words, everyday ones too, the nearest first."""


class DiagnosisTable:
    """One release of the table, searched by halving in its sorted bytes."""

    def __init__(self, release: date) -> None:
        self.release = release
        about = read_json(f"diagnoses.{release}.json")
        self.source: str = about["source"]
        self._categories = frozenset(about["categories"])
        self._bytes = (data_folder() / f"diagnoses.{release}.tsv").read_bytes()

    def holds_category(self, code: str) -> bool:
        """Whether the table has every code of this code's category."""
        return code[:CATEGORY].upper() in self._categories

    def entry(self, code: str) -> DiagnosisEntry | None:
        """Return the entry of a code as it is written with its dot, or None."""
        fields = self._fields(code)
        return self._read(fields) if fields else None

    def below(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the billable codes below a heading, or those that begin like an unknown code."""
        place = self._place(code.encode())
        found: list[DiagnosisEntry] = []
        while len(found) < limit and self._bytes[place:].startswith(code.encode()):
            end = self._bytes.index(b"\n", place)
            entry = self._read(self._bytes[place:end].decode().split("\t"))
            if entry.billable:
                found.append(entry)
            place = end + 1
        return found

    def children(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the codes and headings directly under a heading, or the topmost that begin so."""
        place = self._place(code.encode())
        found: list[DiagnosisEntry] = []
        while len(found) < limit and self._bytes.startswith(code.encode(), place):
            end = self._bytes.index(b"\n", place)
            entry = self._read(self._bytes[place:end].decode().split("\t"))
            if entry.code != code and not any(entry.code.startswith(above.code) for above in found):
                found.append(entry)
            place = end + 1
        return found

    def find(self, sought: str, limit: int, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return codes by number or by words, everyday ones too, the nearest first."""
        words = words_of(sought)
        if not words:
            return []
        if any(letter.isdigit() for letter in words[0]):
            code = _dotted(words[0])
            if not headings:
                return self.below(code, limit)
            itself = self.entry(code)
            return ([itself] if itself else []) + self.children(code, limit)
        ranked: list[tuple[tuple[int, int, str], str]] = []
        for code, everyday in self._everyday.items():
            far = closeness(words, everyday)
            if far is not None:
                ranked.append(((0, far, code), code))
        seen = {code for _, code in ranked}
        for number, candidates in self._lines_with(max(words, key=len)):
            code = candidates[0]
            far = None if code in seen else closeness(words, candidates[1:])
            if far is not None:
                late = 2 if code[-1] == "S" else 0
                ranked.append(((1, far + len(candidates) + late, f"{number:07}"), code))
        entries = (self.entry(code) for _, code in sorted(ranked))
        return [entry for entry in entries if entry][:limit]

    @cached_property
    def _everyday(self) -> dict[str, tuple[str, ...]]:
        lay: dict[str, str] = read_json("lay_words.json")["lay_words"]
        return {
            code: (*words_of(words), *words_of((self._fields(code) or [""])[-1]))
            for code, words in lay.items()
        }

    @cached_property
    def _lowered(self) -> bytes:
        return self._bytes.lower()

    def _lines_with(self, word: str) -> list[tuple[int, tuple[str, ...]]]:
        found: list[tuple[int, tuple[str, ...]]] = []
        place = self._lowered.find(word.encode())
        while place >= 0:
            start = self._lowered.rfind(b"\n", 0, place) + 1
            end = self._lowered.index(b"\n", place)
            fields = self._bytes[start:end].decode().split("\t")
            if fields[1].startswith("b"):
                found.append((start, (fields[0], *words_of(fields[-1]))))
            place = self._lowered.find(word.encode(), end)
        return found

    def _place(self, code: bytes) -> int:
        low, high = 0, len(self._bytes)
        while low < high:
            start = self._bytes.rfind(b"\n", 0, (low + high) // 2) + 1
            if self._bytes[start : self._bytes.index(b"\t", start)] < code:
                low = self._bytes.index(b"\n", start) + 1
            else:
                high = start
        return low

    def _fields(self, code: str) -> list[str] | None:
        place = self._place(code.encode())
        if not self._bytes.startswith(code.encode() + b"\t", place):
            return None
        return self._bytes[place : self._bytes.index(b"\n", place)].decode().split("\t")

    def _read(self, fields: list[str]) -> DiagnosisEntry:
        code, flags, own, start, end, text = fields
        excludes = own.split()
        for length in range(len(code) - 1, CATEGORY - 1, -1):
            above = self._fields(code[:length].removesuffix("."))
            excludes += above[2].split() if above and code[length - 1] != "." else []
        return DiagnosisEntry(
            code=code,
            text=text,
            billable="b" in flags,
            needs_seventh="7" in flags,
            excludes1=tuple(dict.fromkeys(excludes)),
            valid_from=date.fromisoformat(start) if start else None,
            valid_to=date.fromisoformat(end) if end else None,
        )


def _dotted(code: str) -> str:
    """Return a code with capitals and its dot: ``m542`` is ``M54.2``."""
    plain = code.upper().replace(".", "")
    return plain if len(plain) <= CATEGORY else f"{plain[:CATEGORY]}.{plain[CATEGORY:]}"


def written(code: str) -> str:
    """Return a diagnosis code as the table writes it: ``m542`` is ``M54.2``."""
    return _dotted(code.strip())


@lru_cache(maxsize=4)
def diagnosis_table(release: date) -> DiagnosisTable:
    """Return the table of one release, read once."""
    return DiagnosisTable(release)


def never_first(code: str) -> str:
    """Return what a code is that never stands first, in words, or nothing: “an outside cause”."""
    if len(code) == FULL and code.endswith("S"):
        return "a sequela of an injury"
    return _named("never", code)


def seldom_first(code: str) -> str:
    """Return what a code is that seldom stands first, in words, or nothing: “a status”."""
    return _named("seldom", code)


def is_aftercare(code: str) -> bool:
    """Whether a code is of aftercare, which is not for an injury."""
    return code.startswith(tuple(_read()["aftercare"].split()))


def _named(kind: str, code: str) -> str:
    named: dict[str, str] = _read()[kind]
    return next((words for words, codes in named.items() if code.startswith(tuple(codes.split()))), "")


@cache
def _read() -> dict[str, Any]:
    return read_json("first_listed.json")


@lru_cache(maxsize=1024)
def stops_a_bill(one: str, other: str) -> bool:
    """Whether payers turn down a claim with both codes, by a note at a heading of either."""
    return any(
        code.startswith(heading) and excluded.startswith(tuple(codes.split()))
        for code, excluded in permutations((one, other))
        for heading, codes in _read_pairs()["pairs"].items()
    ) or is_current_injury(one, other)


@lru_cache(maxsize=1024)
def is_current_injury(one: str, other: str) -> bool:
    """Whether one code is a pain or disorder of the spine and the other a current injury of that part."""
    known = _read_pairs()
    return any(
        disorder.startswith(tuple(known["spine"].split()))
        and len(injury) == FULL
        and not injury.endswith("S")
        and injury.startswith(tuple(known["injuries"].get(region_of(disorder), "none").split()))
        for disorder, injury in permutations((one, other))
    )


@cache
def _read_pairs() -> dict[str, Any]:
    return read_json("excludes1_common.json")
