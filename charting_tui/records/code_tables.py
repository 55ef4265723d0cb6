"""Code tables that a clinic brought in beside the packaged ones."""

from typing import Annotated, Literal

from pydantic import Field

from charting_tui.records.values import Day, Record

TableKind = Literal["pairs", "medicare limits", "medicaid limits", "diagnoses"]

_ROW = (
    r"^([0-9A-Z]{5} [0-9A-Z]{5} [01] \d{4}-\d\d-\d\d (-|\d{4}-\d\d-\d\d)"
    r"|[0-9A-Z]{5} \d{1,5} [123-]"
    r"|[A-Z][0-9A-Z]{2}(\.[0-9A-Z]{1,4})? [bht-] .+)$"
)


class ImportedTable(Record):
    """One release of a table, of the codes that the program knows; none of CMS's procedure texts."""

    kind: TableKind
    since: Day
    """The day from which the release holds."""
    source: str
    """The files it was read from."""
    rows: tuple[Annotated[str, Field(pattern=_ROW)], ...]
    """Pairs: ``97140 97124 0 1996-01-01 -``, column 1, column 2, indicator, first and last day.
    Limits: ``97124 4 3``, the units and how they are judged. Diagnoses that differ from the edition
    before: ``M54.2 b text``, billable (b), a heading (h), of another text (t), or gone (-)."""

    def __hash__(self) -> int:
        """Cheap: tables are asked for at every key."""
        return hash((self.kind, self.since, self.source, len(self.rows)))
