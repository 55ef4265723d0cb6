"""To whom a rule speaks: which kinds of payer, and of those whose settings ask for it."""

from dataclasses import dataclass, replace
from typing import get_args

from charting_tui.records.payer import Payer

_KINDS = frozenset(get_args(Payer.model_fields["kind"].annotation))


@dataclass(frozen=True)
class Audience:
    """The payers whose visits a rule may speak of; to all others it says nothing."""

    kinds: frozenset[str]
    settings: tuple[str, ...] = ()
    """Settings of a payer of which one must be on; empty: none is needed."""
    by_law: str = ""
    """The kind of payer that needs no setting."""

    def asked_by(self, *settings: str, by_law: str = "") -> "Audience":
        """Return the same kinds of payer, of those only where one of the settings is on."""
        return replace(self, settings=settings, by_law=by_law)

    def has(self, payer: Payer) -> bool:
        """Whether a payer is among them, by its kind and its settings."""
        asked = not self.settings or payer.kind == self.by_law
        return payer.kind in self.kinds and (asked or any(_is_on(payer, name) for name in self.settings))

    def __str__(self) -> str:
        """Return the words of the rule's page: “insurers, if the payer's setting “referral” is on”."""
        payers = _NAMES.get(self.kinds) or ", ".join(sorted(self.kinds))
        settings = " or ".join(f"“{name.replace('_', ' ')}”" for name in self.settings)
        return f"{payers}, if the payer's setting {settings} is on" if settings else payers


def _is_on(payer: Payer, name: str) -> bool:
    setting = getattr(payer, name)
    if setting is None:
        return False
    return name in _MEAN_SOMETHING_EITHER_WAY or setting.value not in _OFF


_OFF: tuple[object, ...] = (False, (), {}, "off")
_MEAN_SOMETHING_EITHER_WAY = frozenset({"prefers_g0283", "codes_paid", "takes_replacements", "paper_claims"})
"""Settings whose “no” asks for something too."""

INSURERS = Audience(_KINDS - {"client"})
EVERYBODY = Audience(_KINDS)
_NAMES = {INSURERS.kinds: "insurers", EVERYBODY.kinds: "all payers, self-pay included"}


def only(*kinds: str) -> Audience:
    """Return some kinds of payer; ValueError where one is none."""
    if unknown := set(kinds) - _KINDS:
        raise ValueError(f"no payer is of the kind {', '.join(sorted(unknown))}")
    return Audience(frozenset(kinds))
