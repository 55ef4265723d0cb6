#!/usr/bin/env python3
"""Makes ``diagnosis_days.json`` from three releases of ICD-10-CM; not needed to run the program.

``pip download --no-deps simple-icd-10-cm==1.2.0`` and likewise 1.4.0 and 1.5.0 fetch the releases of January
2021, April 2025 and April 2026; ``python data/make_diagnosis_days.py FOLDER`` reads them there. A code that
a release lacks was not in force before that release ended, on the last day of September.
"""

import json
import sys
from pathlib import Path
from zipfile import ZipFile

_LISTS = {
    "1.2.0": "icd10cm-order-Jan-2021.txt",
    "1.4.0": "code-list-April-2025.txt",
    "1.5.0": "code-list-April-2026.txt",
}
_FIRST_OF_ORDER_LINE, _LAST_OF_ORDER_LINE = 6, 14


def codes(folder: Path, version: str) -> set[str]:
    """Return the codes of one release, without dots."""
    name = _LISTS[version]
    with ZipFile(folder / f"simple_icd_10_cm-{version}-py3-none-any.whl") as packed:
        lines = packed.read(f"simple_icd_10_cm/data/{name}").decode("latin-1").splitlines()
    if "order" in name:
        return {line[_FIRST_OF_ORDER_LINE:_LAST_OF_ORDER_LINE].strip() for line in lines}
    return {line.strip().replace(".", "") for line in lines}


def in_words(found: set[str]) -> str:
    """Return codes with their dots, parted by blanks; blocks and chapters left out."""
    return " ".join(
        f"{code[:3]}.{code[3:]}" if code[3:] else code
        for code in sorted(found)
        if code[:1].isalpha() and "-" not in code
    )


def main() -> None:
    """Write the file beside this one."""
    folder = Path(sys.argv[1])
    old, later, newest = (codes(folder, version) for version in _LISTS)
    about = {
        "source": "Releases of ICD-10-CM of January 2021, April 2025 and April 2026, as packed in "
        "simple-icd-10-cm 1.2.0, 1.4.0 and 1.5.0 on PyPI, compared; M54.5: CDC's addenda of October 2021",
        "licence": "MIT (package); ICD-10-CM itself is published by the United States government",
        "made_by": "data/make_diagnosis_days.py",
        "meaning": "not_before: a code was not in force before that day; its own first day may be later. "
        "not_after: a code could be billed to that day. Codes are parted by blanks; "
        "for others nothing was read.",
        "not_before": {
            "2021-10-01": in_words(later - old),
            "2025-10-01": in_words(newest - later),
        },
        "not_after": {"2021-09-30": "M54.5"},
    }
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    (Path(__file__).parent / "diagnosis_days.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
