"""The clinic's own releases of the code tables: which one holds on a day, and what it says."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from charting_tui.coding.diagnoses import CATEGORY, Diagnoses, DiagnosisEntry, written
from charting_tui.coding.search import closeness, words_of
from charting_tui.records.code_tables import ImportedTable, TableKind

_OPEN = "-"
"""Of a pair that has no last day, of a limit whose judging is not known, of a diagnosis that is gone."""


def program_table(program: Literal["medicare", "medicaid"]) -> TableKind:
    """Return the kind of table that holds a program's limits."""
    return "medicaid limits" if program == "medicaid" else "medicare limits"


def chosen(
    clinic: Iterable[ImportedTable], kind: TableKind, day: date, packaged: date
) -> ImportedTable | None:
    """Return the clinic's release that holds on a day, or None where the packaged one does."""
    own = {one.since: one for one in clinic if one.kind == kind}
    days = sorted({*own, packaged})
    return own.get(days[max(bisect_right(days, day) - 1, 0)]) if own else None


def pairs_in_force(table: ImportedTable, day: date) -> Iterator[tuple[str, str, Literal[0, 1], date]]:
    """Give column 1, column 2, indicator and first day of each pair in force on a day, the last included."""
    today = day.isoformat()
    for row in table.rows:
        first, second, indicator, since, until = row.split()
        if since <= today and (until == _OPEN or today <= until):
            yield first, second, 0 if indicator == "0" else 1, date.fromisoformat(since)


def last_change(table: ImportedTable, day: date) -> date:
    """Return the last day, up to ``day``, from which other pairs were in force than before."""
    changes = _changes(table)
    return changes[max(bisect_right(changes, day) - 1, 0)]


@lru_cache(maxsize=32)
def _changes(table: ImportedTable) -> tuple[date, ...]:
    found = {date.min}
    for row in table.rows:
        _, _, _, since, until = row.split()
        found.add(date.fromisoformat(since))
        if until != _OPEN:
            found.add(date.fromisoformat(until) + timedelta(days=1))
    return tuple(sorted(found))


def limits_of(table: ImportedTable) -> dict[str, tuple[int, Literal[1, 2, 3] | None]]:
    """Return the most units of each code, and how that limit is judged."""
    judged: dict[str, Literal[1, 2, 3]] = {"1": 1, "2": 2, "3": 3}
    split = (row.split() for row in table.rows)
    return {code: (int(units), judged.get(how)) for code, units, how in split}


@dataclass(frozen=True, eq=False)
class UpdatedDiagnoses:
    """Diagnoses with what a later edition added, ended, or made a heading: each change has its day."""

    before: Diagnoses
    edition: ImportedTable

    @property
    def release(self) -> date:
        """The day from which the edition holds."""
        return self.edition.since

    @property
    def source(self) -> str:
        """Where it was read."""
        return f"{self.before.source}, then {self.edition.source} from {self.edition.since}"

    def holds_category(self, code: str) -> bool:
        """Whether an absent code of this code's category does not exist."""
        return self.before.holds_category(code)

    def entry(self, code: str) -> DiagnosisEntry | None:
        """Return the entry of a code as it is written with its dot, or None."""
        changed = self._changed.get(code)
        return self._new(code, *changed) if changed else self.before.entry(code)

    def below(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the billable codes below a heading, or those that begin like an unknown code."""
        return self._with_new(self.before.below(code, limit), code, limit)

    def children(self, code: str, limit: int = 30) -> list[DiagnosisEntry]:
        """Return the codes and headings directly under a heading, or the topmost that begin so."""
        old = self.before.children(code, limit)
        known = {one.code for one in old}
        merged = self._with_new(old, code, limit)
        return [
            one
            for one in merged
            if one.code != code
            and (one.code in known or not any(one.code.startswith(above) for above in known))
        ]

    def find(self, sought: str, limit: int, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return codes by code or by words, everyday ones too, the nearest first."""
        old = [self._as_now(one) for one in self.before.find(sought, limit, headings=headings)]
        words = words_of(sought)
        if not words:
            return []
        begun = written(words[0]) if any(sign.isdigit() for sign in words[0]) else ""
        known = {one.code for one in old}
        new = [
            entry
            for code, changed in self._added.items()
            if code not in known
            and (code.startswith(begun) if begun else closeness(words, words_of(changed[1])) is not None)
            if (entry := self._new(code, *changed)) and (entry.billable or headings)
        ]
        return [*old[: limit - min(len(new), limit // 2)], *new][:limit]

    @cached_property
    def _changed(self) -> dict[str, tuple[str, str]]:
        split = (row.split(" ", 2) for row in self.edition.rows)
        return {code: (mark, text) for code, mark, text in split}

    @cached_property
    def _added(self) -> dict[str, tuple[str, str]]:
        return {code: changed for code, changed in self._changed.items() if self.before.entry(code) is None}

    def _with_new(self, old: list[DiagnosisEntry], code: str, limit: int) -> list[DiagnosisEntry]:
        new = [
            entry
            for added, changed in self._added.items()
            if added.startswith(code) and (entry := self._new(added, *changed)).billable
        ]
        return sorted((*map(self._as_now, old), *new), key=lambda one: one.code)[:limit]

    def _as_now(self, entry: DiagnosisEntry) -> DiagnosisEntry:
        return self.entry(entry.code) or entry

    def _new(self, code: str, mark: str, text: str) -> DiagnosisEntry:
        """Return a changed code as it was before that day and is from it on."""
        old = self.before.entry(code)
        eve = self.edition.since - timedelta(days=1)
        if old is None:
            above = self._heading(code)
            return DiagnosisEntry(
                code=code,
                text=text,
                billable=mark == "b",
                needs_seventh=False,
                excludes1=above.excludes1 if above else (),
                region=above.region if above else "",
                valid_from=self.edition.since,
                valid_to=None,
            )
        if mark == "b":
            # A heading that became a code, or a code that came back, is one from that day on.
            return replace(old, billable=True, text=text, valid_from=self.edition.since, valid_to=None)
        ended = old.valid_to if old.valid_to and old.valid_to < eve else eve
        return replace(old, billable=old.billable and mark == _OPEN, valid_to=ended)

    def _heading(self, code: str) -> DiagnosisEntry | None:
        for length in range(len(code) - 1, CATEGORY - 1, -1):
            found = self.before.entry(code[:length].removesuffix("."))
            if found:
                return found
        return None
