"""The lines of a note: cut into sentences, and which of them stand as they were brought in."""

import re

from charting_tui.records.visit import SECTIONS, LineOrigin, Note, Provenance

_END = re.compile(
    r"(?<=[.!?])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bvs\.)(?<!\b[A-Z]\.)\s+(?=[A-Z“\"])"
    r"|(?<=[a-z]{4}[.!?])(?<!\bapprox\.)\s+(?=\d)"
)
"""Where a sentence ends; a title, an initial or a short form before a number ends none."""


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences and typed lines of a text, in their order."""
    lines = (line for typed in text.split("\n") for line in _END.split(typed))
    return tuple(line.strip() for line in lines if line.strip())


def standing(note: Note) -> tuple[Provenance, ...]:
    """Return the origins of the lines that still read as they were brought in, with where they stand now.

    Line numbers shift while one types, so a line is known by its text within its section.
    """
    found: list[Provenance] = []
    for section in SECTIONS:
        lines: list[str | None] = [line.strip() for line in getattr(note, section).split("\n")]
        for origin in note.provenance:
            text = origin.text.strip()
            if origin.section == section and text and text in lines:
                place = lines.index(text)
                lines[place] = None
                found.append(origin.model_copy(update={"line": place}))
    return tuple(sorted(found, key=lambda one: (SECTIONS.index(one.section), one.line)))


def reported(note: Note) -> tuple[Provenance, ...]:
    """Return the lines of a report of progress that stand as they were brought in."""
    if not any(one.report for one in note.provenance):
        return ()
    return tuple(one for one in standing(note) if one.report)


def without_report(note: Note) -> Note:
    """Return the note with those lines empty: what it says of this visit alone."""
    lines = reported(note)
    if not lines:
        return note
    texts = {section: getattr(note, section).split("\n") for section in SECTIONS}
    for one in lines:
        texts[one.section][one.line] = ""
    return note.model_copy(update={section: "\n".join(told) for section, told in texts.items()})


def with_exact_origins(note: Note) -> Note:
    """Return the note with the origin of what stands as it was brought in, and of nothing else."""
    return note.model_copy(update={"provenance": standing(note)})


def carried(note: Note) -> tuple[Provenance, ...]:
    """Return the lines that stand as they were carried from an earlier visit."""
    return tuple(one for one in standing(note) if one.origin is LineOrigin.CARRIED)


def with_affirmed(note: Note, section: str) -> Note:
    """Return the note with the carried lines of a section affirmed, as far as they stand."""
    lines = {one.text for one in carried(note) if one.section == section}
    return note.model_copy(
        update={
            "provenance": tuple(
                one.model_copy(update={"affirmed": True})
                if one.origin is LineOrigin.CARRIED and one.section == section and one.text in lines
                else one
                for one in note.provenance
            )
        }
    )
