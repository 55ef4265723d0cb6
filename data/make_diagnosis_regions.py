#!/usr/bin/env python3
"""Makes the table of diagnosis codes by region of the body; not needed to run the program.

``python data/make_diagnosis_regions.py`` writes ``diagnosis_regions.json`` beside itself: codes and
headings, each with its region, or with none where a heading above it names one wrongly. What is not
listed has the region of the nearest heading that is.

The chapters of musculoskeletal disease (M) and injury (S) name a site by their subdivisions; its words
are read there and only as far as the category allows them, so that the neck of the femur is no neck.
Codes of other chapters are listed by hand: “unsteadiness on feet” is no disease of the foot.
"""

import json
import re
from pathlib import Path

from charting_tui.coding.diagnosis_book.book_making import BookRow, release, rows

_WORDS = (
    ("neck", r"cervic(?!o?uter)|\bneck|torticollis|occipit|atlanto"),
    ("head", r"\bhead\b|temporomandib|\bjaw|facial|\bface\b|skull"),
    ("upper back", r"thoracic (?!outlet)|thorax|back wall|upper back|scapulothor"),
    ("low back", r"lumb|low back|sacr|coccy|lower back"),
    ("chest", r"chest|\bribs?\b|costal|sternum|front wall|pectoral"),
    ("abdomen", r"abdom|\bpelvi|groin"),
    ("shoulder", r"shoulder|rotator cuff|acromio|biceps|bicipital|clavic|scapul|infraspin|supraspin"),
    ("elbow", r"elbow|epicondyl|olecranon|ulnar collateral|radial collateral"),
    ("forearm", r"forearm|radial styloid|\bulna\b|\bradius\b"),
    ("wrist", r"\bwrist|\bcarp(?:al|us)|carpometacarp"),
    ("hand", r"\bhands?\b|finger|thumb|metacarpus|metacarpal\b|clawhand|clubhand|palmar"),
    ("upper arm", r"upper arm|humer|triceps"),
    ("hip", r"\bhips?\b|trochant|piriform|gluteal|buttock"),
    ("thigh", r"\bthigh|hamstring|quadriceps|femur|femoral|adductor"),
    ("knee", r"\bknee|patell|menisc|cruciate|popliteal"),
    ("lower leg", r"lower leg|\bcalf|achilles|tibia|fibula|peroneal|gastrocnem"),
    ("ankle", r"\bankle|calcaneofib|deltoid ligament"),
    ("foot", r"\bfoot|\bfeet\b|\btoes?\b|plantar|tars(?:al|us)|hallux|\bheel|calcane|clawfoot|clubfoot"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _WORDS)

_SPINE = "neck,upper back,low back"
_ALLOWED = {
    "M16": "hip", "M17": "knee", "M22": "knee", "M23": "knee", "M26": "head", "M27": "head",
    "M40": _SPINE, "M41": _SPINE, "M42": _SPINE, "M43": _SPINE, "M45": _SPINE, "M46": _SPINE, "M47": _SPINE,
    "M48": _SPINE, "M50": "neck", "M51": "upper back,low back", "M53": _SPINE, "M54": _SPINE,
    "M75": "shoulder", "M91": "hip,abdomen", "M99": "head,neck,upper back,low back,abdomen,chest",
    "S83": "knee", "S52.0": "elbow", "S52.1": "elbow", "S72.0": "hip", "S72.1": "hip",
    "S0": "head", "S1": "neck", "S2": "upper back,chest", "S3": "low back,abdomen,hip",
    "S4": "shoulder,upper arm", "S5": "elbow,forearm", "S6": "wrist,hand", "S7": "hip,thigh",
    "S8": "knee,lower leg", "S9": "ankle,foot",
}  # fmt: skip
"""Regions that codes of a category or block may name."""

_BY_HAND = {
    "G43": "head", "G43.A": "", "G44": "head", "G50": "head", "G51": "head", "G54.1": "low back",
    "G54.2": "neck", "G54.3": "upper back", "G54.4": "low back", "G56.0": "wrist", "G57.2": "thigh",
    "G57.3": "knee", "G57.4": "knee", "G57.5": "foot", "G57.6": "foot", "G58.0": "chest", "Q66": "foot",
    "Q67.0": "head",
    "Q67.1": "head", "Q67.2": "head", "Q67.3": "head", "Q67.4": "head", "Q67.6": "chest", "Q67.7": "chest",
    "Q67.8": "chest", "Q68.1": "hand", "Q68.2": "knee", "Q68.6": "knee", "R07": "chest", "R07.0": "neck",
    "R10": "abdomen", "R22.0": "head", "R22.1": "neck", "R29.4": "hip", "R51": "head",
    "M21.3": "", "M21.5": "", "M21.9": "", "M20": "", "M26": "head", "M27": "head",
    "M46.1": "low back", "M48.3": "", "M51": "", "M51.0": "", "M51.1": "", "M51.2": "", "M51.3": "",
    "M51.4": "", "M51.8": "", "M51.9": "", "M53.0": "neck", "M53.1": "neck", "M53.3": "low back",
    "M54.0": "", "M54.3": "", "M54.5": "low back", "M76": "", "M76.0": "hip", "M76.1": "hip", "M76.2": "hip",
    "M76.3": "thigh", "M76.4": "knee", "M76.5": "knee", "M76.6": "lower leg", "M76.7": "lower leg",
    "M76.8": "", "M76.82": "ankle", "M77.4": "foot", "M79.6": "", "M99.0": "", "M99.05": "low back",
    "M99.04": "low back", "S16": "neck", "S33.4": "abdomen",
}  # fmt: skip
"""What is decided here, and not by words: codes of other chapters, and headings over several sites."""
_LONGEST = 7
"""Length of a code before its seventh character, with the dot."""


def site(row: BookRow, above: str) -> str:
    """Return the region of a code, given that of its heading."""
    if row.code in _BY_HAND:
        return _BY_HAND[row.code]
    if row.code[0] not in "MS":
        return above
    known = next((_ALLOWED[row.code[:end]] for end in (5, 3, 2) if row.code[:end] in _ALLOWED), "")
    allowed = known.split(",") if known else [name for name, _ in _WORDS]
    text = row.text.lower()
    named = [name for name, pattern in _PATTERNS if name in allowed and pattern.search(text)]
    if len(named) > 1 and above in named:
        return above
    if not named and len(allowed) == 1:
        return allowed[0]
    return named[0] if named else above


def main() -> None:
    """Write the table."""
    region: dict[str, str] = {}
    listed: dict[str, str] = {}
    for row in rows():
        if row.code[0] not in "GMQRS" or len(row.code) > _LONGEST:
            continue
        above = region.get(row.above, "")
        region[row.code] = site(row, above)
        if region[row.code] != above:
            listed[row.code] = region[row.code]
    about = {
        "source": f"Categories and sites of ICD-10-CM, release of {release():%B %Y}, ordered here",
        "licence": "This project's; ICD-10-CM itself is published by the United States government",
        "made_by": "data/make_diagnosis_regions.py",
        "meaning": "regions: codes and headings by the region of the body they are of; the longest that a "
        "code begins with counts; none: several sites or no site. What none of them begins is of no region.",
    }
    by_region: dict[str, list[str]] = {}
    for code, name in sorted(listed.items()):
        by_region.setdefault(name or "none", []).append(code)
    held = {name: " ".join(codes) for name, codes in sorted(by_region.items())}
    text = json.dumps({**about, "regions": held}, indent=1, ensure_ascii=False) + "\n"
    (Path(__file__).parent / "diagnosis_regions.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
