"""The form of phrases: places to fill inside a text, as an owner writes them and as they stand in a note.

An owner writes ``[neck]`` for a place with a default, ``[left|right]`` for one with choices, ``[…]`` for one
that is to be filled, and ``[[`` or ``]]`` for a bracket that stays one. In a note the same place stands
between ⟦ and ⟧. No keyboard has these, so a ``[red]`` that is typed never becomes a place; and since
they are characters of the note, a place is kept by the journal, by the chart and by a copied line without
anything beside the text that could disagree with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from charting_tui.records.additions import CLOSES, OPENS, PLACE
from charting_tui.records.visit import SECTIONS, LineOrigin, Note, Provenance

TO_FILL = "…"
MOST_CHOICES = 9
"""One key chooses, and there are nine digits for it."""
_WRITTEN = re.compile(r"\[\[|\]\]|\[([^\[\]\n]*)\]")
_NAME = r"[^\W\d_](?:[^\W_]|-)*"
_TYPED = re.compile(rf"(?:^|(?<=\s))\.((?:{_NAME})?)\Z")


@dataclass(frozen=True)
class Slot:
    """A place in a line of a note that is not filled yet."""

    start: int
    end: int
    """Where it begins and ends in the line, its marks with it."""
    inside: str
    """What stands between its marks."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen; nothing where it is no place with choices."""
        parts = tuple(part.strip() for part in self.inside.split("|"))
        return parts if len(parts) > 1 else ()

    @property
    def default(self) -> str:
        """What stands if one goes on; nothing where something is to be typed or chosen."""
        open_ended = not self.inside.strip() or self.inside.lstrip().startswith(TO_FILL)
        return "" if open_ended or self.choices else self.inside


def in_note(written: str) -> str:
    """Return a phrase's text as it stands in a note; a bracket that belongs to no place stays as it is."""

    def piece(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        inside = re.sub(r"^\s*\.\.\.", TO_FILL, found[1]).strip() or TO_FILL
        return f"{OPENS}{inside}{CLOSES}"

    return _WRITTEN.sub(piece, written)


def slots_in(line: str) -> Iterator[Slot]:
    """Give the places of a line of a note from left to right."""
    for found in PLACE.finditer(line):
        yield Slot(found.start(), found.end(), found[1])


def name_before(typed: str) -> str | None:
    """Return the name, or as much of it, that a line ends in behind a dot; None where it ends in none.

    The dot begins the line or follows a blank, so that “e.g.”, “3.5” and the end of a sentence are none.
    """
    found = _TYPED.search(typed)
    return found[1] if found else None


def name_fault(name: str) -> str:
    """Return what is wrong with a phrase's name, in a sentence, or nothing."""
    if re.fullmatch(_NAME, name):
        return ""
    given = f"“{name}” is no name of a phrase" if name else "A phrase needs a name"
    return f"{given}; write letters, digits and hyphens, a letter first, like neck-2."


def text_fault(written: str) -> str:
    """Return what is wrong with a phrase's text, in a sentence, or nothing."""
    if not written.strip():
        return "The text is empty; write what the name stands for."
    for number, line in enumerate(written.splitlines(), 1):
        fault = _line_fault(line)
        if fault:
            return f"Line {number}: {fault}"
    return ""


def _line_fault(line: str) -> str:
    if OPENS in line or CLOSES in line:
        return f"{OPENS} and {CLOSES} mark places in a note; write [ and ] here."
    left = _WRITTEN.sub(lambda found: " " * len(found[0]), line)
    for bracket, remedy in (("[", "close it with ]"), ("]", "open it with [")):
        if bracket in left:
            at = left.index(bracket)
            near = line[at : at + 12] if bracket == "[" else line[max(at - 11, 0) : at + 1]
            return f"the bracket at “{near}” has no partner; {remedy}, or write {bracket * 2} for a bracket."
    for slot in slots_in(in_note(line)):
        if "" in slot.choices:
            return f"“[{slot.inside}]” has an empty choice; write a word on both sides of each |."
        if len(slot.choices) > MOST_CHOICES:
            return f"“[{slot.inside}]” has more than {MOST_CHOICES} choices; leave some out."
    return ""


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
