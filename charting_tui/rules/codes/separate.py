"""Whether the record shows that two services of one day were separate."""

import re

from charting_tui.coding.prose.evidence import areas_in
from charting_tui.records.visit import TimeBlock
from charting_tui.rules.case import BilledLine, Case

_SAID = re.compile(
    r"\b(?:separate(?:ly)?"
    r"|(?:different|distinct|another|second|morning|afternoon|evening|later)\s+"
    r"(?:body\s+)?(?:region|area|part|structure|site|session|visit|encounter|time|procedure|service)s?"
    r"|(?:non|not|no|without)[\s-]*overlap\w*"
    r"|\d{1,2}:\d{2}\s*(?:am|pm)?\s*(?:-|\N{EN DASH}|to|until)\s*\d{1,2}:\d{2})",
    re.IGNORECASE,
)


def apart_by(one: BilledLine, other: BilledLine) -> str:
    """Return what sets two services apart in their own records, in words; empty where nothing does."""
    if _times_apart(one.service.blocks, other.service.blocks):
        return "their times do not overlap"
    mine, theirs = _regions(one), _regions(other)
    if mine and theirs and not mine & theirs:
        return "they treat different regions"
    sides = {one.service.side.strip().lower(), other.service.side.strip().lower()}
    return "they treat different sides" if sides == {"left", "right"} else ""


def said_apart(case: Case, line: BilledLine) -> bool:
    """Whether the claim's words for a line, or the note, say that something was separate."""
    return bool(line.service.narrative.strip() or _SAID.search(case.visit.note.text()))


def overlap(one: BilledLine, other: BilledLine) -> bool:
    """Whether both services have times of their own, and these overlap."""
    mine, theirs = one.service.blocks, other.service.blocks
    return bool(mine and theirs) and not _times_apart(mine, theirs)


def _times_apart(mine: tuple[TimeBlock, ...], theirs: tuple[TimeBlock, ...]) -> bool:
    return bool(mine and theirs) and all(
        first.time_out <= second.time_in or second.time_out <= first.time_in
        for first in mine
        for second in theirs
    )


def _regions(line: BilledLine) -> set[str]:
    words = ", ".join((line.service.area, *line.service.regions))
    return {area.region for area in areas_in(words)}
