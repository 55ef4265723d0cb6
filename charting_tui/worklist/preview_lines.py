"""What a preview of a visit is made of."""

from dataclasses import dataclass, replace
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
    standing: bool = False
    """Whether it says what keeps the visit from being billed."""


@dataclass(frozen=True)
class Preview:
    """A visit at a glance."""

    title: str
    """Whose visit it is, the age, which visit it is."""
    lines: tuple[PreviewLine, ...] = ()

    def led_by(self, *first: PreviewLine) -> "Preview":
        """Return it with these lines in place of those that say what keeps the visit."""
        return replace(self, lines=(*first, *(line for line in self.lines if not line.standing)))
