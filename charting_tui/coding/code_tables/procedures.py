"""The procedure codes of this field, described in this project's own words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from charting_tui.coding.data_files import read_json
from charting_tui.coding.search import closeness, words_of


@dataclass(frozen=True)
class Procedure:
    """One procedure code."""

    code: str
    kind: str
    """Its class: “therapeutic procedure”, “supervised modality”, “evaluation” …"""
    timed: bool
    """Whether it is counted by quarter hours of hands-on time."""
    minutes: int | None
    """Minutes that one unit stands for; None where a unit has no length."""
    text: str
    expects: str
    """What an auditor looks for in the note."""
    keywords: tuple[str, ...]
    """Words in a note that support it."""
    massage_use: str
    """Whether massage therapists bill it, in a word or two."""
    always_therapy: bool
    """Whether it counts as therapy whoever gives it, so that some payers want GP, GO or GN."""
    add_on: bool
    """Whether it needs another code beside it."""
    medicare: str
    """Its standing with Medicare: active, bundled, not valid …"""
    valid_from: date | None
    """None where the first day was not read."""
    valid_to: date | None
    source: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it is found by: its words first, then those of the notes that support it."""
        return (*words_of(self.text), *words_of(" ".join(self.keywords)), *words_of(self.kind))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_procedures(release: date) -> dict[str, Procedure]:
    """Return the procedures of one release by code."""
    rows = read_json(f"procedures.{release}.json")["procedures"]
    return {
        row["code"]: Procedure(
            **{
                **row,
                "keywords": tuple(row["keywords"]),
                "valid_from": _day(row["valid_from"]),
                "valid_to": _day(row["valid_to"]),
            }
        )
        for row in rows
    }


_DAILY = ("97124", "97140", "97110", "97112", "97530", "97535")
"""Codes of every day in this field, offered before others that fit as well."""


def find_procedures(procedures: dict[str, Procedure], sought: str, limit: int) -> list[Procedure]:
    """Return procedures by number, part of a number, or words in any order, the nearest first."""
    words = words_of(sought)
    numbers = [word for word in words if word[-1].isdigit()]
    names = [word for word in words if word not in numbers]
    found = []
    for code, procedure in procedures.items():
        far = closeness(names, procedure.words)
        if far is None or not _holds_in_order(code, "".join(numbers), numbers):
            continue
        starts = not numbers or code.lower().startswith(numbers[0])
        rank = (not starts, _DAILY.index(code) if code in _DAILY else len(_DAILY), far, code)
        found.append((rank, procedure))
    return [procedure for _, procedure in sorted(found, key=lambda pair: pair[0])[:limit]]


def _holds_in_order(code: str, joined: str, numbers: list[str]) -> bool:
    rest = code.lower()
    if joined in rest:
        return True
    for number in numbers:
        _, mark, rest = rest.partition(number)
        if not mark:
            return False
    return True
