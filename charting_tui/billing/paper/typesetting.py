"""Makes a PDF of parts: typst sets each by its template, from values that cannot become markup."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from charting_tui.billing.paper.printed_text import printed
from charting_tui.errors import ChartingError

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What a template is given: JSON."""
_FOLDER = Path(__file__).resolve().parent
PartKind = Literal["superbill", "receipt", "statement", "visit", "index", "cover", "grid"]


class PaperFault(ChartingError):
    """A document could not be made."""

    title = "Not printed"


@dataclass(frozen=True)
class PaperPart:
    """One part of a document; it begins on a page of its own."""

    kind: PartKind
    """Names the template."""
    values: Mapping[str, Value]
    name: str = ""
    """By which an index or a cover page finds it."""


def typeset(title: str, parts: Sequence[PaperPart]) -> bytes:
    """Return the parts as one PDF, its pages numbered through; PaperFault where that fails."""
    try:
        import typst  # noqa: PLC0415 - 7 MB, and only who prints needs it
    except ImportError:
        raise PaperFault(
            "The program can't make PDFs: the package typst isn't installed. Install charting-tui again."
        ) from None
    told: Value = {
        "title": title,
        "parts": [{"kind": part.kind, "name": part.name, "values": part.values} for part in parts],
    }
    try:
        return typst.compile(
            str(_FOLDER / "templates" / "document.typ"),
            root=str(_FOLDER),
            font_paths=[str(_FOLDER / "fonts")],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"told": json.dumps(_clean(told))},
            timestamp=0,
        )
    except (RuntimeError, ValueError):
        # What the typesetter says may quote the text that it was given.
        raise PaperFault(
            "The program couldn't make the PDF. Nothing was saved. Please report this as a bug."
        ) from None


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_clean(inner) for inner in value]
    return value
