"""What a rule finds: the fault, where it sits, what it stops, who can fix it, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from charting_tui.records.claim import Draft
from charting_tui.records.people import Role


class Severity(StrEnum):
    """How much a finding weighs."""

    BLOCKS = "blocks"
    WARNS = "warns"
    ADVISES = "advises"

    @property
    def mark(self) -> str:
        """The sign that stands before the word."""
        return {"blocks": "✗", "warns": "!", "advises": "·"}[self.value]

    @property
    def level(self) -> str:
        """The word that people read: error, warning or info."""
        return {"blocks": "error", "warns": "warning", "advises": "info"}[self.value]

    @classmethod
    def read(cls, word: str) -> "Severity":
        """Return the severity of a level or of a stored word; ValueError where it is neither."""
        return next((one for one in cls if one.level == word), None) or cls(word)

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


Stops = Literal["sign", "bill", "nothing"]


def effect_of(severity: Severity, stops: Stops) -> str:
    """Return the level with what it stops: “error, blocks billing”, “warning”."""
    stopped = {"sign": "blocks signing", "bill": "blocks billing", "nothing": ""}[stops]
    return f"{severity.level}, {stopped}" if severity is Severity.BLOCKS and stopped else severity.level


@dataclass(frozen=True)
class Fix:
    """A named change to a draft, shown before it is made; pure, so that it can be undone."""

    label: str
    """What it does, as an order: “Bill these 30 minutes as 97140”."""
    apply: Callable[[Draft], Draft] | None = None
    """None where it can only be fixed by hand."""
    jump: str = ""
    """The field to go to, where it is fixed by hand."""


@dataclass(frozen=True)
class Fault:
    """What a rule yields; the rule itself adds the rest."""

    field: str
    """Path of the value concerned, in the words of the ``check`` form: ``visit.services[0].minutes``."""
    message: str
    remedy: str
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    """Where it differs from the rule's own, for this payer or state."""
    missing: bool = False
    """Nothing is wrong yet, something is only not there yet: a quiet checklist until the review."""
    pair: tuple[str, ...] = ()
    """What meets in the fault, mostly two codes; a more exact rule on the same silences this one."""


@dataclass(frozen=True)
class Finding:
    """A fault with all that its rule says about it."""

    rule: str
    name: str
    severity: Severity
    stops: Stops
    owner: Role
    field: str
    message: str
    remedy: str
    source: str
    fixes: tuple[Fix, ...] = ()
    missing: bool = False
    dismissible: bool = True
