"""CMS's table of most units in a day (MUE, practitioner services) as published each quarter.

The columns: code, units, how the limit is judged (“3 Date of Service Edit: Clinical”; Medicaid's table has
no such column), and the rationale, which is not kept.
"""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Literal

from charting_tui.coding.code_tables.clinic_tables import program_table
from charting_tui.errors import BadInput
from charting_tui.interchange.cms_files import (
    Row,
    TableText,
    effective_day,
    is_code,
    quarter_of,
    tables_in,
    whole,
)
from charting_tui.interchange.refusals import refused, shown
from charting_tui.records.code_tables import ImportedTable

_HEAD = 40
_MOST = 99_999
"""Units; the highest limit published is well below."""


@dataclass(frozen=True)
class LimitsRead:
    """What was read of a quarter's limits."""

    table: ImportedTable
    rows: int
    """Rows read in all."""
    first: str
    """The lowest code of all rows."""
    last: str


@dataclass(frozen=True)
class _Columns:
    code: int
    units: int
    judged: int | None
    number: int
    """How many columns have a heading."""


def read_limits(
    path: Path, known: frozenset[str], effective: date | None, program: Literal["medicare", "medicaid"]
) -> LimitsRead:
    """Return a quarter's limits of ``known`` codes; BadInput with line and reason."""
    with tables_in(path) as tables:
        if len(tables) > 1:
            raise whole(path.name, "the zip holds several tables; unpack it and name the practitioner's.")
        (table,) = tables
        names = [path.name, table.name.split(": ")[-1]]
        since = quarter_of(effective_day(names, effective), path.name)
        columns = _columns(table, program)
        limits: dict[str, tuple[int, str, int]] = {}
        row = None
        for row in table.rows:
            code, units, judged = _read(table, row, columns)
            if code in limits and limits[code][:2] != (units, judged):
                raise refused(table.name, row.line, f"{code} stands otherwise in line {limits[code][2]}.")
            limits.setdefault(code, (units, judged, row.line))
        if row is not None and len(row.cells) < columns.number:
            raise refused(
                table.name, row.line, "The last row ends before its last column; the file is cut short."
            )
    rows = tuple(
        f"{code} {units} {judged}" for code, (units, judged, _) in sorted(limits.items()) if code in known
    )
    if not rows:
        raise BadInput(
            f"{path.name} holds no code that this program knows; is it another table? Nothing was changed."
        )
    made = ImportedTable(kind=program_table(program), since=since, source=path.name, rows=rows)
    return LimitsRead(made, len(limits), min(limits), max(limits))


def _columns(table: TableText, program: str) -> _Columns:
    """Return where the columns are, by the row of headings."""
    for row in islice(table.rows, _HEAD):
        titles = [" ".join(cell.lower().split()) for cell in row.cells]
        units = next((place for place, title in enumerate(titles) if title.endswith("mue values")), None)
        if units is None:
            continue
        if "practitioner" not in titles[units]:
            raise refused(
                table.name, row.line, f"These are limits of other services: “{shown(row.cells[units])}”."
            )
        code = next((place for place, title in enumerate(titles) if title.endswith("code")), None)
        if code is None:
            raise refused(table.name, row.line, "The column of the codes is missing.")
        judged = next((place for place, title in enumerate(titles) if "adjudication" in title), None)
        if judged is None and program == "medicare":
            raise refused(
                table.name,
                row.line,
                "The column of the adjudication indicator is missing; if the table is Medicaid's, "
                "say --program medicaid.",
            )
        if judged is not None and program == "medicaid":
            raise refused(
                table.name,
                row.line,
                "The adjudication indicator is in Medicare's table only; this is not Medicaid's.",
            )
        number = max(place for place, title in enumerate(titles, 1) if title)
        return _Columns(code, units, judged, number)
    raise refused(
        table.name,
        1,
        f"This is no table of unit limits: no heading “MUE Values” is in its first {_HEAD} rows, "
        f"which begin “{table.first_line}”.",
    )


def _read(table: TableText, row: Row, columns: _Columns) -> tuple[str, int, str]:
    needed = max(columns.code, columns.units, columns.judged or 0) + 1
    if len(row.cells) < needed:
        raise refused(table.name, row.line, f"The row has {len(row.cells)} columns; {needed} are needed.")
    code, units = row.cells[columns.code], row.cells[columns.units]
    if not is_code(code):
        raise refused(table.name, row.line, f"“{shown(code)}” is no code.")
    if not (units.isascii() and units.isdigit() and int(units[:9]) <= _MOST):
        raise refused(
            table.name,
            row.line,
            f"The limit of {code} is “{shown(units)}”; it is a number from 0 to {_MOST}.",
        )
    if columns.judged is None:
        return code, int(units), "-"
    judged = row.cells[columns.judged]
    if judged[:1] not in {"1", "2", "3"} or judged[1:2].isalnum():
        raise refused(
            table.name,
            row.line,
            f"The adjudication indicator of {code} is “{shown(judged)}”; it is 1, 2 or 3.",
        )
    return code, int(units), judged[0]
