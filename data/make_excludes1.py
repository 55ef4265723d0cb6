#!/usr/bin/env python3
"""Makes the list of Excludes1 pairs that stop a bill; not needed to run the program.

``python data/make_excludes1.py`` writes ``excludes1_common.json`` beside itself. Each pair named here is
looked up in the notes of ICD-10-CM, and the script ends where a note does not name it (any more).
"""

import json
from pathlib import Path

from charting_tui.coding.diagnosis_book.book_making import BookRow, release, rows

COMMON = {
    "M54.1": "M79.2 M50.1 M51.1 M47.2",
    "M54.2": "M50",
    "M54.3": "M51.1 M51.361 M51.371 M54.4 G57.0",
    "M54.4": "M51.1 M51.362 M51.372",
    "M54.5": "M51.2 M51.360 M51.370 M54.4 S39.012",
    "M54.6": "M51",
    "M54.8": "M54.5 M54.6",
    "M51.1": "M54.16 M54.3",
    "S33": "M51",
    "G54": "M50 M51 M47 M79.2 M54.10 M54.13 M54.14 M54.16 M54.17",
    "M62": "M79.1 R25.2",
    "M79.1": "M79.7 M60",
    "M79.2": "M54.1 M54.3 M54.4 G56 G58",
    "M25.6": "M24.5 M24.6",
    "G44": "R51.9",
    "G89": "R52",
    "R26": "R27.0",
    "R52": "G89 M25.5 M54.5 M79.6 R51.9",
}
"""Headings by what one of their notes excludes, among those that are met in this field."""
INJURED = {
    "neck": "S12 S13",
    "upper back": "S22.0 S23.0 S23.1 S23.3",
    "low back": "S32.0 S32.1 S32.2 S33.0 S33.1 S33.2 S33.5 S33.6",
}
"""Injuries of the spine by its region: M50 to M54 exclude a current one, without its codes."""
SPINE = ("M50", "M51", "M53", "M54")


def named(row: BookRow, excluded: str) -> bool:
    """Whether a note at a code names another, a heading over it, or a range that holds it."""
    return any(excluded.startswith(one) or one.startswith(excluded) for one in row.own_excludes)


def main() -> None:
    """Write the list."""
    held = {row.code: row for row in rows()}
    absent = [
        f"{code} {excluded}"
        for code, others in COMMON.items()
        for excluded in others.split()
        if not named(held[code], excluded)
    ]
    if absent:
        raise SystemExit(f"No note names these pairs: {', '.join(absent)}.")
    about = {
        "source": f"Excludes1 notes of CDC/NCHS ICD-10-CM, release of {release():%B %Y}, as packed in "
        "simple-icd-10-cm on PyPI; the choice of those that are met in this field is this project's",
        "licence": "MIT (package); ICD-10-CM itself is published by the United States government",
        "release": str(release()),
        "made_by": "data/make_excludes1.py",
        "meaning": "pairs: a heading, and what one of its notes excludes; codes below either count. "
        "spine, injuries: headings that exclude a current injury of the spine, and its codes by region; "
        "a sequela is no current injury.",
        "pairs": COMMON,
        "spine": " ".join(SPINE),
        "injuries": INJURED,
    }
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    (Path(__file__).parent / "excludes1_common.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
