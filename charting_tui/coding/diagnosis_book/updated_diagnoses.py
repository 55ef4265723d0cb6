"""ICD-10-CM with a later edition that a clinic brought in: what the edition changes, from its day on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, FULL, Diagnoses, DiagnosisEntry, written
from charting_tui.coding.search import closeness, words_of
from charting_tui.records.additions import ImportedTable

Mark = Literal["b", "h", "t", "-"]
"""What an edition says of a code: billable, a heading, as before with another text, or no longer there."""


@dataclass(frozen=True, eq=False)
class UpdatedDiagnoses:
    """Diagnoses with what a later edition changes; before its day they are as they were."""

    before: Diagnoses
    edition: ImportedTable
    in_force: bool
    """Whether the day that is asked about is the edition's or a later one."""

    @property
    def release(self) -> date:
        """The day from which the edition holds, or the one before it where it does not yet."""
        return self.edition.since if self.in_force else self.before.release

    @property
    def source(self) -> str:
        """Where it was read."""
        if not self.in_force:
            return self.before.source
        return f"{self.before.source}, then {self.edition.source} from {self.edition.since}"

    def holds_category(self, code: str) -> bool:
        """Whether an absent code of this code's category does not exist."""
        return self.before.holds_category(code)

    def entry(self, code: str) -> DiagnosisEntry | None:
        """Return the entry of a code as it is written with its dot, or None."""
        old, changed = self.before.entry(code), self._changed.get(code)
        if changed is None:
            return old
        mark, text = changed
        if not self.in_force:
            return self._added_entry(code, text, billable=True) if old is None and mark == "b" else old
        if old is None:
            return self._unknown_before(code, mark, text)
        return self._changed_entry(old, mark, text)

    def below(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the billable codes below a heading, or those that begin like an unknown code."""
        found = self._with_added(self.before.below(code, limit), code)
        return [one for one in found if one.billable and self._goes_on(one)][:limit]

    def children(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the codes and headings directly under a heading, or the topmost that begin so."""
        top: list[DiagnosisEntry] = []
        for one in self._with_added(self.before.children(code, limit), code):
            if one.code != code and not any(one.code.startswith(above.code) for above in top):
                top.append(one)
        return top[:limit]

    def find(self, sought: str, limit: int, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return codes by code or by words, everyday ones too, the nearest first."""
        words = words_of(sought)
        if not words:
            return []
        if any(sign.isdigit() for sign in words[0]):
            code = written(words[0])
            itself = self.entry(code)
            under = self.children(code, limit) if headings else self.below(code, limit)
            own = [itself] if itself and (itself.billable or headings) else []
            return [*own, *(one for one in under if one.code != code)][:limit]
        old = self._as_now(self.before.find(sought, limit, headings=headings))
        new = [
            entry
            for code, text in self._added.items()
            if closeness(words, words_of(text)) is not None
            and (entry := self.entry(code))
            and (entry.billable or headings)
        ]
        return [*old[: limit - min(len(new), limit // 2)], *new][:limit]

    @cached_property
    def _changed(self) -> dict[str, tuple[Mark, str]]:
        return dict(changes_of(self.edition))

    @cached_property
    def _added(self) -> dict[str, str]:
        """The codes and headings that no one knew before, once the edition holds."""
        if not self.in_force:
            return {}
        return {
            code: text
            for code, (mark, text) in self._changed.items()
            if mark in {"b", "h"} and self.before.entry(code) is None
        }

    def _with_added(self, old: Iterable[DiagnosisEntry], code: str) -> list[DiagnosisEntry]:
        added = (self.entry(new) for new in self._added if new.startswith(code))
        return sorted((*self._as_now(old), *(one for one in added if one)), key=lambda one: one.code)

    def _as_now(self, entries: Iterable[DiagnosisEntry]) -> list[DiagnosisEntry]:
        """Return entries as they are on the day, without headings that are gone."""
        return [now for one in entries if (now := self.entry(one.code))]

    def _goes_on(self, entry: DiagnosisEntry) -> bool:
        return not self.in_force or entry.in_force(self.edition.since)

    def _changed_entry(self, old: DiagnosisEntry, mark: Mark, text: str) -> DiagnosisEntry | None:
        eve = self.edition.since - timedelta(days=1)
        ended = old.valid_to if old.valid_to and old.valid_to < eve else eve
        match mark:
            case "t":
                return replace(old, text=text)
            case "b":
                return replace(old, billable=True, text=text, valid_from=self.edition.since, valid_to=None)
            case "h":
                below = self._needs_seventh(old.code)
                return replace(old, billable=False, needs_seventh=below, text=text, valid_to=ended)
            case _:
                return replace(old, valid_to=ended) if old.billable else None

    def _unknown_before(self, code: str, mark: Mark, text: str) -> DiagnosisEntry | None:
        """Return a code that the table before does not hold: it is new, or the table is a small one."""
        match mark:
            case "t":
                return None
            case "-":
                ended = self.edition.since - timedelta(days=1)
                return replace(self._added_entry(code, text, billable=True), valid_from=None, valid_to=ended)
            case _:
                return self._added_entry(code, text, billable=mark == "b")

    def _added_entry(self, code: str, text: str, *, billable: bool) -> DiagnosisEntry:
        above = self._heading(code)
        return DiagnosisEntry(
            code=code,
            text=text,
            billable=billable,
            needs_seventh=not billable and self._needs_seventh(code),
            excludes1=above.excludes1 if above else (),
            valid_from=self.edition.since if billable else None,
            valid_to=None,
        )

    def _heading(self, code: str) -> DiagnosisEntry | None:
        for length in range(len(code) - 1, CATEGORY - 1, -1):
            found = self.before.entry(code[:length].removesuffix("."))
            if found:
                return found
        return None

    def _needs_seventh(self, code: str) -> bool:
        """Whether what stands under a new heading is it with its seventh character, and nothing else."""
        below = [
            new
            for new, (mark, _) in self._changed.items()
            if mark == "b" and new.startswith(code) and new != code
        ]
        return bool(below) and all(len(new) == FULL for new in below)


def changes_of(edition: ImportedTable) -> Iterator[tuple[str, tuple[Mark, str]]]:
    """Give each code that an edition changes, what it says of it, and its text."""
    marks: dict[str, Mark] = {"b": "b", "h": "h", "t": "t", "-": "-"}
    for row in edition.rows:
        code, mark, text = row.split(" ", 2)
        yield code, (marks[mark], text)
