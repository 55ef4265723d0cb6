"""The parts of a code line that are asked for one at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from charting_tui.operations.visits.editing import (
    blocks_of,
    blocks_text,
    code_of,
    modifiers_of,
    new_insertion_of,
    new_insertion_text,
    pointers_of,
    units_of,
    with_areas,
    with_blocks,
    with_code,
    with_minutes,
    with_modifiers,
    with_narrative,
    with_new_insertion,
    with_pointers,
    with_units,
)
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import claim_line


@dataclass(frozen=True)
class LinePart:
    """How one part of a line is asked for, read, and put into the draft."""

    question: str
    value: Callable[[Draft, int], str]
    """What stands there now."""
    put: Callable[[Draft, int, str], Draft]
    hint: str
    check: Callable[[Draft, str], object] = lambda _draft, _text: None
    """Raises BadInput for what cannot be read."""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _areas(draft: Draft, index: int) -> str:
    service = draft.visit.services[index]
    return f"{service.area} {service.side}".strip()


LINE_PARTS: dict[str, LinePart] = {
    "minutes": LinePart(
        "Hands-on minutes",
        lambda draft, index: _text(draft.visit.services[index].minutes),
        with_minutes,
        "Hands-on time only. Don't count dressing, intake or rest.",
    ),
    "areas": LinePart(
        "Areas, with the side last (if any)",
        _areas,
        with_areas,
        "Such as: neck, upper trapezius left",
    ),
    "pointers": LinePart(
        "Diagnosis pointers, most important first",
        lambda draft, index: "".join(claim_line(draft, index).pointers),
        with_pointers,
        "Letters of this visit's diagnoses, such as ab. Up to four per line.",
        lambda draft, text: pointers_of(text, draft.visit),
    ),
    "units": LinePart(
        "Units",
        lambda draft, index: _text(claim_line(draft, index).units),
        with_units,
        "Leave blank to bill the units the minutes support.",
        lambda _draft, text: units_of(text),
    ),
    "modifiers": LinePart(
        "Modifiers",
        lambda draft, index: " ".join(claim_line(draft, index).modifiers),
        with_modifiers,
        "Such as GP 59. Up to four per line.",
        lambda _draft, text: modifiers_of(text),
    ),
    "code": LinePart(
        "Code",
        lambda draft, index: draft.visit.services[index].code,
        lambda draft, index, text: with_code(draft, index, code_of(text)),
        "The minutes, areas and pointers stay the same.",
        lambda _draft, text: code_of(text),
    ),
    "narrative": LinePart(
        "Line note on the claim",
        lambda draft, index: draft.visit.services[index].narrative,
        with_narrative,
        "For an unlisted code: what you did and for how long.",
    ),
    "blocks": LinePart(
        "Times",
        blocks_text,
        with_blocks,
        "When this service began and ended, such as 1015-1030",
        lambda draft, text: blocks_of(text, draft.visit),
    ),
    "new_insertion": LinePart(
        "Reinserted needles",
        new_insertion_text,
        with_new_insertion,
        "Yes or no.",
        lambda _draft, text: new_insertion_of(text),
    ),
}
