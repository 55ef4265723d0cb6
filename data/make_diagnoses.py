#!/usr/bin/env python3
"""Makes the diagnosis table from the PyPI package simple-icd-10-cm; not needed to run the program.

In an environment of its own, with ``simple-icd-10-cm==1.5.0`` (MIT; CDC's ICD-10-CM of April 2026)
installed, ``python data/make_diagnoses.py`` writes two files beside itself:

``diagnoses.2026-04-01.tsv``
    One line for each code of the held categories, sorted by code, with these columns:
    code; ``b`` billable or ``h`` heading, and ``7`` where a seventh character must be added;
    codes of its own Excludes1 notes, parted by blanks (a category's line also holds those of its
    block and chapter; notes count for every code below them); body region; valid from; valid to; text.
``diagnoses.2026-04-01.json``
    Source, licence, release, and the categories that are held completely.
"""

import json
import re
from pathlib import Path

import simple_icd_10_cm as book

RELEASE = "2026-04-01"

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

VALID = {
    "M54.5": ("", "2021-09-30"),
    "M54.50": ("2021-10-01", ""),
    "M54.51": ("2021-10-01", ""),
    "M54.59": ("2021-10-01", ""),
}
"""Days between which a code could or can be billed, where a source was read; nothing else is guessed."""

REGIONS = [
    ("neck", r"cervic(?!o?uter)|neck|torticollis|occipit"),
    ("head", r"head|migraine|temporomandib|jaw|facial|face\b|trigeminal"),
    ("upper back", r"thoracic (?!outlet)|thorax|back wall|upper back"),
    ("low back", r"lumb|low back|sacr|coccy|lower back"),
    ("chest", r"chest|rib\b|ribs\b|costal|sternum"),
    ("abdomen", r"abdom|pelvic|pelvis|groin"),
    ("shoulder", r"shoulder|rotator cuff|acromio|biceps|bicipital|clavic|scapul"),
    ("elbow", r"elbow|epicondyl|olecranon|ulnar collateral|radial collateral"),
    ("forearm", r"forearm|radial styloid"),
    ("wrist", r"wrist|carp(?:al|us)|carpometacarpal"),
    (
        "hand",
        r"hand\b|finger|thumb|metacarp",
    ),
    ("upper arm", r"upper arm|humer"),
    ("hip", r"hip\b|trochant|piriform|gluteal"),
    ("thigh", r"thigh|hamstring|quadriceps|femor"),
    ("knee", r"knee|patell|menisc|cruciate|popliteal"),
    ("lower leg", r"lower leg|calf|achilles|tibia|fibula|leg\b"),
    ("ankle", r"ankle|calcaneofib|deltoid ligament"),
    ("foot", r"foot|feet|toe\b|toes\b|plantar|tars(?:al|us)|hallux|heel|calcane"),
]
CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?-?(?: ?- ?[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?)?")


def region(text: str) -> str:
    """Return the first body region that the text names, or nothing."""
    lowered = text.lower()
    return next((name for name, pattern in REGIONS if re.search(pattern, lowered)), "")


def region_of(code: str) -> str:
    """Return the region of a code, or of the nearest heading above it that names one."""
    for named in (
        code,
        *(above for above in book.get_ancestors(code) if book.is_category_or_subcategory(above)),
    ):
        found = region(book.get_description(named))
        if found:
            return found
    return ""


def excluded(notes: list[str]) -> list[str]:
    """Return the codes that stand in brackets in Excludes1 notes."""
    bracketed = [part for note in notes for part in re.findall(r"\(([^()]*)\)", note)]
    return [code.replace(" ", "").removesuffix("-") for part in bracketed for code in CODE.findall(part)]


def own_excludes(code: str) -> list[str]:
    """Return what the code's own notes exclude; a category answers for its block and chapter too."""
    notes = list(book.get_excludes1(code))
    if book.is_category(code):
        for above in book.get_ancestors(code):
            notes += book.get_excludes1(above, prioritize_blocks=True)
    return list(dict.fromkeys(excluded(notes)))


def line(code: str) -> str:
    """Return the table's line for one code."""
    billable = book.is_leaf(code)
    seventh = not billable and bool(book.get_seven_chr_def(code, search_in_ancestors=True))
    flags = ("b" if billable else "h") + ("7" if seventh else "")
    start, end = VALID.get(code, ("", ""))
    fields = (
        code,
        flags,
        " ".join(own_excludes(code)),
        region_of(code),
        start,
        end,
        book.get_description(code),
    )
    return "\t".join(fields)


def main() -> None:
    """Write the table and its description."""
    folder = Path(__file__).parent
    wanted = [*HELD.split(), *(f"M{number}" for number in range(40, 80))]
    held = sorted(category for category in wanted if book.is_valid_item(category))
    codes = {code for category in held for code in (category, *book.get_descendants(category))}
    table = "\n".join(line(code) for code in sorted(codes)) + "\n"
    (folder / f"diagnoses.{RELEASE}.tsv").write_text(table, encoding="utf-8")
    about = {
        "source": "CDC/NCHS ICD-10-CM, release of April 2026, as packed in simple-icd-10-cm 1.5.0 on PyPI",
        "licence": "MIT (package); ICD-10-CM itself is published by the United States government",
        "release": RELEASE,
        "made_by": "data/make_diagnoses.py",
        "validity": "read for M54.5 (to 2021-09-30) and M54.50, .51, .59 (since 2021-10-01); else left empty",
        "categories": held,
    }
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    (folder / f"diagnoses.{RELEASE}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
