"""What phrases have brought into a note: which lines, and the places that are left to fill."""

from collections.abc import Iterable

from charting_tui.records.visit import SECTIONS, LineOrigin, Note, Provenance
from charting_tui.shorthand.phrases import Slot, slots_in


def with_phrase_lines(note: Note, section: str, first: int, lines: Iterable[str], name: str) -> Note:
    """Return the note that knows which lines of a section a phrase has brought in."""
    now = getattr(note, section).split("\n")
    brought = {
        number: Provenance.model_validate(
            {"section": section, "line": number, "origin": LineOrigin.PHRASE, "source": name, "text": line}
        )
        for number, line in enumerate(lines, first)
        if line.strip()
    }
    kept = [
        one
        for one in note.provenance
        if one.section != section
        or (one.line not in brought and (one.origin is not LineOrigin.PHRASE or one.text in now))
    ]
    return note.model_copy(update={"provenance": (*kept, *brought.values())})


def first_unfilled(note: Note) -> tuple[str, int, Slot] | None:
    """Return section, line and place of the first place that a phrase has left to fill, or None."""
    for section in SECTIONS:
        for row, line in enumerate(getattr(note, section).split("\n")):
            for slot in slots_in(line):
                return section, row, slot
    return None
