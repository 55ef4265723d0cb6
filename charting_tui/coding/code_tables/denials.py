"""What payers say when they cut, deny or reject a claim, in plain words."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal

from charting_tui.coding.data_files import read_json
from charting_tui.coding.search import closeness, words_of

_WRITTEN = re.compile(r"(?:(CO|PR|OA|PI|CR)|CARC|RARC)?[\s-]*([A-Z]{0,2})0*(\d{1,3})", re.IGNORECASE)
_REJECTED = re.compile(r"(A[1-8])[\s:-]+0*(\d{1,3})", re.IGNORECASE)
_REJECTION = "A7"


@dataclass(frozen=True)
class DenialCode:
    """One code of a remittance or a rejection."""

    code: str
    list_name: Literal["CARC", "RARC", "277CA"]
    """CARC: a reason for an adjustment, written with a group, as CO-45; RARC: a remark beside it; 277CA: why
    a claim was rejected, written behind a category, as A7:562."""
    text: str
    do: str
    """What the biller does now."""
    unsure: bool = False
    """Whether its meaning was found in one place only."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it is found by: what it says first, then what is to be done."""
        return (*words_of(self.text), *words_of(self.do))


@dataclass(frozen=True)
class AskedDenial:
    """A code as someone wrote it."""

    denial: DenialCode
    group: str
    """CO, PR, OA, PI or CR, of a rejection its category; empty where none was written."""

    @property
    def written(self) -> str:
        """The code with its group: CO-197, A7:562."""
        if self.denial.list_name == "277CA":
            return f"{self.group or _REJECTION}:{self.denial.code}"
        return f"{self.group}-{self.denial.code}" if self.group else self.denial.code


@cache
def denials() -> dict[str, DenialCode]:
    """Return every code of a remittance, by code: adjustments first, then remarks."""
    given = _read()
    adjustments = [DenialCode(list_name="CARC", **row) for row in given["adjustments"]]
    remarks = [DenialCode(list_name="RARC", **row) for row in given["remarks"]]
    return {one.code: one for one in (*adjustments, *remarks)}


@cache
def rejections() -> dict[str, DenialCode]:
    """Return the codes of rejections, by the number behind the colon."""
    return {row["code"]: DenialCode(list_name="277CA", **row) for row in _read()["rejections"]}


def denial_groups() -> dict[str, str]:
    """Return what each group in front of an adjustment code says, by group."""
    groups: dict[str, str] = _read()["groups"]
    return groups


def denials_as_of() -> date:
    """Return the day of the lists that were read."""
    return date.fromisoformat(_read()["as_of"])


def read_denial(text: str) -> AskedDenial | None:
    """Return the denial code that a text is, however it is written; None where it is none.

    CO-197, pr 119, n362, 197, A7:562.
    """
    rejected = _REJECTED.fullmatch(text.strip())
    if rejected is not None:
        status = rejections().get(rejected[2])
        return AskedDenial(status, rejected[1].upper()) if status else None
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    group, letters, digits = (found[1] or "").upper(), found[2].upper(), found[3]
    written = (f"{letters}{digits}", f"{letters}{digits:0>2}")
    denial = next((denials()[code] for code in written if code in denials()), None)
    if denial is None or (group and denial.list_name == "RARC"):
        return None
    return AskedDenial(denial, group)


def find_denials(sought: str, limit: int) -> list[DenialCode]:
    """Return denial codes by the beginning of a code or by words in any order, the nearest first."""
    words = words_of(sought)
    ranked = []
    for place, one in enumerate((*denials().values(), *rejections().values())):
        if len(words) == 1 and one.code.lower().startswith(words[0]):
            ranked.append((-1, place, one))
        elif words and (far := closeness(words, one.words)) is not None:
            ranked.append((far, place, one))
    return [one for _, _, one in sorted(ranked, key=lambda row: row[:2])[:limit]]


@cache
def _read() -> dict[str, Any]:
    return read_json("denials.json")
