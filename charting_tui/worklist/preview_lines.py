"""What a preview of a visit is made of."""

from dataclasses import dataclass
from typing import Literal

Weight = Literal["", "alert", "error", "quiet"]


@dataclass(frozen=True)
class PreviewLine:
    """One fact: what it is, and its words."""

    label: str
    text: str
    weight: Weight = ""
    roomy: bool = False
    """Whether it is left out where room is short."""


@dataclass(frozen=True)
class Preview:
    """A visit at a glance."""

    title: str
    """Whose visit it is, the age, which visit it is."""
    lines: tuple[PreviewLine, ...] = ()
