"""The book: every code of ICD-10-CM in one SQLite file that is only read: where it lies, how it is asked."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from charting_tui.coding.data_files import read_json, release_days
from charting_tui.coding.diagnosis_book.diagnoses import (
    FULL,
    DiagnosisEntry,
    DiagnosisTable,
    diagnosis_table,
    written,
)
from charting_tui.coding.search import words_of

Sought = tuple[tuple[str, ...], ...]
"""For each word typed, the beginnings of which one must stand in the text: itself, then what it means."""

_IDLE = frozenset(
    ("a", "an", "and", "at", "for", "from", "in", "is", "my", "of", "on", "or", "the", "to", "with")
)
_SURE = 4
"""Letters from which the beginning of an everyday word is taken for it."""
_GUESSED = 2
"""How much farther a meaning is than the word itself."""
_BEGUN = 3
"""How much farther the beginning of a word is than the whole."""


def sought_of(text: str) -> Sought:
    """Return what is sought: ``kneecap pain`` is a word that begins with kneecap or patell, and pain."""
    words = [word for word in (word.strip(".") for word in words_of(text)) if word]
    telling = [word for word in words if word not in _IDLE]
    return tuple((word, *_meant(word)) for word in telling or words)


def question(sought: Sought) -> str:
    """Return what is sought in the language of SQLite's full text search."""
    groups = (" OR ".join(f'"{begin}"*' for begin in begins) for begins in sought)
    return " AND ".join(f"({group})" for group in groups)


def nearness(sought: Sought, candidates: tuple[str, ...]) -> int | None:
    """Return how far what is sought is from a text's words, 0 the nearest; None where a word is missing."""
    far = 0
    for begins in sought:
        nearest = min(
            (
                place + (0 if other == begin else _BEGUN) + (_GUESSED if begin != begins[0] else 0)
                for place, other in enumerate(candidates)
                for begin in begins
                if other.startswith(begin)
            ),
            default=None,
        )
        if nearest is None:
            return None
        far += nearest
    return far


@cache
def everyday_names() -> dict[str, tuple[str, ...]]:
    """Return the everyday words of the codes that have some, by code."""
    lay: dict[str, str] = read_json("lay_words.json")["lay_words"]
    return {code: words_of(words) for code, words in lay.items()}


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the beginnings of official words that an everyday word stands for."""
    given: dict[str, str] = read_json("lay_words.json")["words"]
    return {word: tuple(begins.split()) for word, begins in given.items()}


def _meant(word: str) -> Iterable[str]:
    known = everyday_words()
    if word in known:
        return known[word]
    if len(word) < _SURE:
        return ()
    begun = (begins for everyday, begins in known.items() if everyday.startswith(word))
    return dict.fromkeys(begin for begins in begun for begin in begins)


PACKAGE = "simple-icd-10-cm"
"""What the book is made from, as package registries name it."""
FORM = 2
"""Of the file; another form is made again."""
_LESS_LIKELY = 8
"""Words that a sequela ranks behind the injury itself, and a heading behind its codes."""
_WEIGHED = 150
"""Codes that are looked at to find the nearest; the file has the likeliest first."""
_BY_CODE = "SELECT code, text, billable, needs_seventh, excludes, first_day, last_day FROM codes"
_BY_WORDS = """
SELECT code, text, billable, needs_seventh, excludes, first_day, last_day, terms
FROM words JOIN codes ON place = words.rowid
WHERE words MATCH ? AND (billable OR ?) ORDER BY words.rowid LIMIT ?"""


class DiagnosisBook:
    """Every code, found by its number or by words; where the file fails, the starter table answers."""

    def __init__(self, path: Path) -> None:
        """OSError, ValueError or sqlite3.Error where there is no whole book."""
        self._path = path
        self._turn = threading.Lock()
        # No one writes this file: it is put in place whole, so it needs no locks.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            self._inode = path.stat().st_ino
            self._look_at(path.stat().st_size)
            about = dict(self._connection.execute("SELECT name, value FROM about"))
            self.release = date.fromisoformat(about["release"])
            self.made_with: str = about["made_with"]
            self.codes = int(about["codes"])
        except BaseException:
            self._connection.close()
            raise
        self.source = f"CDC/NCHS ICD-10-CM, release of {self.release:%B %Y}"
        self.lost = False
        """Whether the file turned out to be damaged."""

    def holds_category(self, code: str) -> bool:
        """Whether an absent code of this category does not exist: so in every category."""
        return self._starter.holds_category(code) if self.lost else True

    def entry(self, code: str) -> DiagnosisEntry | None:
        """Return the entry of a code as it is written with its dot, or None."""
        found = self._entries("WHERE code = ?", code)
        return self._starter.entry(code) if found is None else next(iter(found), None)

    def all_codes(self) -> list[tuple[str, bool, str]] | None:
        """Return every code and heading: whether it is billable, and its text; None where the file failed."""
        rows = self._ask("SELECT code, billable, text FROM codes")
        return None if rows is None else [(code, bool(billable), text) for code, billable, text in rows]

    def below(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the billable codes that begin so, those of a heading for one."""
        found = self._entries(
            "WHERE code BETWEEN ? AND ? AND billable ORDER BY code LIMIT ?", *_from(code), limit
        )
        return self._starter.below(code, limit) if found is None else found

    def children(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the codes and headings directly under a heading, or the topmost that begin so."""
        found = self._entries(
            "WHERE code BETWEEN ? AND ? AND code <> ? AND (above = ? OR substr(above, 1, ?) <> ?)"
            " ORDER BY code LIMIT ?",
            *_from(code),
            code,
            code,
            len(code),
            code,
            limit,
        )
        return self._starter.children(code, limit) if found is None else found

    def find(self, sought: str, limit: int, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return codes by number or by words, everyday ones too, the nearest first."""
        words = words_of(sought)
        if not words:
            return []
        if any(sign.isdigit() for sign in words[0]):
            return self._by_code(written(words[0]), limit, headings=headings)
        asked = sought_of(sought)
        if not asked:
            return []
        rows = self._ask(
            _BY_WORDS,
            question(asked),
            headings,
            _WEIGHED,
        )
        if rows is None:
            return self._starter.find(sought, limit, headings=headings)
        ranked: dict[str, tuple[int, int, int]] = {}
        for place, row in enumerate(rows):
            official = words_of(row[1])
            far = nearness(asked, (*official, *words_of(row[-1])))
            if far is not None:
                ranked[row[0]] = (1, far + len(official) + _late(row[0], billable=row[2]), place)
        for place, (code, everyday) in enumerate(self._everyday.items()):
            far = nearness(asked, everyday)
            if far is not None:
                ranked[code] = (0, far, place)
        nearest = sorted(ranked, key=ranked.__getitem__)[:limit]
        entries = (self.entry(code) for code in nearest)
        return [entry for entry in entries if entry]

    def _by_code(self, code: str, limit: int, *, headings: bool) -> list[DiagnosisEntry]:
        if not headings:
            return self.below(code, limit)
        itself = self.entry(code)
        return ([itself] if itself else []) + self.children(code, limit)

    @cached_property
    def _everyday(self) -> dict[str, tuple[str, ...]]:
        official = {code: self.entry(code) for code in everyday_names()}
        return {
            code: (*names, *words_of(entry.text))
            for code, names in everyday_names().items()
            if (entry := official[code])
        }

    @cached_property
    def _starter(self) -> DiagnosisTable:
        return diagnosis_table(release_days("diagnoses")[-1])

    def _look_at(self, size: int) -> None:
        """Raise ValueError where the file is of another form or cut short."""
        facts = [
            int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("user_version", "page_count", "page_size")
        ]
        if facts[0] != FORM or facts[1] * facts[2] != size:
            raise ValueError("not a whole book")

    def _entries(self, which: str, *values: str | int) -> list[DiagnosisEntry] | None:
        rows = self._ask(f"{_BY_CODE} {which}", *values)
        return None if rows is None else [_entry(row) for row in rows]

    def _ask(self, question: str, *values: str | int) -> list[Any] | None:
        """Return the rows; None where the file is damaged, which is then taken away to be made again."""
        if self.lost:
            return None
        try:
            with self._turn:
                return self._connection.execute(question, values).fetchall()
        except sqlite3.Error:
            self.lost = True
            self._take_away()
            return None

    def _take_away(self) -> None:
        try:
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        except OSError:
            return


def open_book(path: Path) -> DiagnosisBook | None:
    """Return the book in that file; None where there is none, or none that is whole."""
    try:
        return DiagnosisBook(path)
    except (OSError, ValueError, KeyError, sqlite3.Error):
        return None


def up_to_date(book: DiagnosisBook | None) -> bool:
    """Return whether a book was made from the package as it is installed now."""
    if book is None:
        return False
    try:
        return book.made_with == version(PACKAGE)
    except PackageNotFoundError:
        return True


def _entry(row: Iterable[Any]) -> DiagnosisEntry:
    code, text, billable, seventh, excludes, first, last = row
    return DiagnosisEntry(
        code=code,
        text=text,
        billable=bool(billable),
        needs_seventh=bool(seventh),
        excludes1=tuple(excludes.split()),
        valid_from=date.fromisoformat(first) if first else None,
        valid_to=date.fromisoformat(last) if last else None,
    )


def _late(code: str, *, billable: bool) -> int:
    """Return how many words a code ranks behind one that is more likely meant."""
    sequela = len(code) == FULL and code.endswith("S")
    return _LESS_LIKELY * (sequela + (not billable))


def _from(code: str) -> tuple[str, str]:
    """Return the first and the last text that begins so."""
    return code, f"{code}~"


MADE_ELSEWHERE = 3
"""Exit code of a making that another process is busy with."""
_MAKE = (sys.executable, "-P", "-m", "charting_tui.coding.diagnosis_book.book_making")


class BookPlace:
    """One file with a book, or the place for it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book: DiagnosisBook | None = None
        self._seen: tuple[int, int] | None = None
        self._maker: subprocess.Popen[bytes] | None = None

    @property
    def book(self) -> DiagnosisBook | None:
        """The book, or None while there is none; nothing is waited for."""
        if self._book is None or self._book.lost:
            self._book = self._opened()
        return self._book

    def start_making(self) -> None:
        """Start a process that makes the book, unless it is there or this login has one at work on it."""
        idle = self._maker is None or self._maker.poll() is not None
        if idle and not up_to_date(self.book):
            self._maker = subprocess.Popen(  # noqa: S603  our own module
                [*_MAKE, str(self._path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def make(self, tell: Callable[[int, int], None]) -> int:
        """Make the book and wait for it, told how far it is; return the maker's exit code."""
        with subprocess.Popen(  # noqa: S603  our own module
            [*_MAKE, str(self._path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as maker:
            for line in maker.stdout or ():
                done, _, number = line.partition(" ")
                tell(int(done), int(number))
        return maker.returncode

    def _opened(self) -> DiagnosisBook | None:
        """Open the file, unless it is the one that could not be opened before."""
        try:
            found = os.stat(self._path)  # noqa: PTH116  asked at every key
        except OSError:
            return None
        seen = (found.st_ino, found.st_mtime_ns)
        if seen == self._seen:
            return None
        self._seen = seen
        return open_book(self._path)


def shared_book() -> Path:
    """Return the place of a book for commands that are about no clinic."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111  never raises
    return Path(home).absolute() / "charting-tui" / "book.sqlite"
