#!/usr/bin/env python3
"""Makes the starter table of diagnoses from the whole book's source; not needed to run the program.

``python data/make_diagnoses.py`` writes two files beside itself:

``diagnoses.2026-04-01.tsv``
    One line for each code of the held categories, sorted by code, with these columns:
    code; ``b`` billable or ``h`` heading, and ``7`` where only a seventh character must be added;
    codes of its own Excludes1 notes, parted by blanks (a category's line also holds those of its
    block and chapter; notes count for every code below them); valid from; valid to; text.
``diagnoses.2026-04-01.json``
    Source, licence, release, and the categories that are held completely.
"""

import json
from pathlib import Path

from charting_tui.coding.diagnosis_book.book_making import BookRow, release, rows
from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY

HELD = (
    "F32 F33 F40 F41 F42 F43 F45 F48 F51 F54 "
    "G25 G43 G44 G47 G50 G51 G52 G54 G55 G56 G57 G58 G59 G62 G71 G80 G81 G83 G89 G90 "
    "I70 I73 I83 I87 I89 I97 L90 L91 "
    "M05 M06 M12 M13 M15 M16 M17 M18 M19 M20 M21 M22 M23 M24 M25 M26 "
    "M95 M96 M99 N94 O26 "
    "R07 R10 R20 R22 R25 R26 R27 R29 R42 R45 R51 R52 R53 R60 R68 Q66 Q67 Q68 "
    "S03 S13 S16 S23 S29 S33 S39 S43 S46 S53 S56 S63 S66 S73 S76 S83 S86 S93 S96 T14 "
    "Z04 Z09 Z47 Z48 Z51 Z56 Z57 Z60 Z71 Z72 Z73 Z74 Z86 Z87 Z91 Z98 "
)
"""Categories this field meets, beside M40 to M79; each is held whole, so that an absent code is unknown."""


def line(row: BookRow) -> str:
    """Return the table's line for one code."""
    flags = ("b" if row.billable else "h") + ("7" if row.needs_seventh else "")
    fields = (row.code, flags, " ".join(row.own_excludes), row.first_day, row.last_day, row.text)
    return "\t".join(fields)


def main() -> None:
    """Write the table and its description."""
    folder = Path(__file__).parent
    wanted = {*HELD.split(), *(f"M{number}" for number in range(40, 80))}
    held = [row for row in rows() if row.code[:CATEGORY] in wanted]
    table = "\n".join(line(row) for row in sorted(held, key=lambda row: row.code)) + "\n"
    (folder / f"diagnoses.{release()}.tsv").write_text(table, encoding="utf-8")
    about = {
        "source": f"CDC/NCHS ICD-10-CM, release of {release():%B %Y}, as packed in simple-icd-10-cm on PyPI",
        "licence": "MIT (package); ICD-10-CM itself is published by the United States government",
        "release": str(release()),
        "made_by": "data/make_diagnoses.py",
        "validity": "from diagnosis_days.json; elsewhere nothing was read",
        "categories": sorted({row.code[:CATEGORY] for row in held}),
    }
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    (folder / f"diagnoses.{release()}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
