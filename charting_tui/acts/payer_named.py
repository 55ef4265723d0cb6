"""Which of the clinic's payers is meant by an insurance's name as other programs and people write it."""

import re
from collections.abc import Iterator

from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.payer import CLIENT_PAY, Payer
from charting_tui.store.client_row import folded

_WORD = re.compile(r"[a-z0-9]+")
_CLIENT = {
    *("selfpay", "self", "cash", "privatepay", "private", "client", "clientpays", "patient", "outofpocket"),
    *("noinsurance", "uninsured", "selfpaid", "selfpaying", "cashpay", "nocoverage", "no"),
}
_SAYS_LITTLE = {
    *(
        "insurance",
        "ins",
        "health",
        "healthcare",
        "healthplan",
        "plan",
        "plans",
        "company",
        "co",
        "inc",
        "llc",
    ),
    *("corp", "corporation", "group", "the", "of", "and", "ppo", "hmo", "epo", "pos"),
}
_ALIASES = {
    "uhc": ("uhc", "united", "united healthcare", "united health care", "optum", "optumhealth"),
    "anthem": ("anthem bcbs", "anthem blue cross", "anthem blue cross blue shield"),
    "regence": ("regence", "regence bcbs", "regence blue shield", "regence blue cross blue shield"),
    "premera": ("premera", "premera bcbs", "premera blue cross blue shield"),
    "ump": ("ump",),
    "va_ccn": ("va", "ccn", "triwest", "veterans affairs", "va ccn"),
    "wa_lni": ("lni", "l&i", "l & i", "labor and industries", "wa lni", "department of labor and industries"),
    "workers_comp": ("workers comp", "work comp", "workers' comp", "workmans comp", "worker's compensation"),
    "auto": ("auto", "auto insurance", "mva", "pip"),
    "medicare": ("medicare part b", "original medicare"),
}
"""Other names of presets, which a clinic's payers are copied from."""


def payer_named(text: str, office: Office) -> str:
    """Return the payer's id; empty where the client pays. BadInput where it is none of the clinic's."""
    asked = _together(text)
    if asked in _CLIENT:
        return ""
    for reading in (_together, _telling):
        wanted = reading(text)
        found = [
            payer
            for payer in office.payers
            if wanted and wanted in {reading(name) for name in _names_of(payer)}
        ]
        if len(found) == 1:
            return "" if found[0].id == CLIENT_PAY.id else found[0].id
    raise BadInput(f"“{' '.join(text.split())}” is not one of the clinic's payers.")


def _names_of(payer: Payer) -> Iterator[str]:
    yield payer.id
    yield payer.name
    yield from payer.name.split("/")
    if payer.preset or payer.id in _ALIASES:
        yield from _ALIASES.get(payer.preset or payer.id, ())


def _together(text: str) -> str:
    return "".join(_WORD.findall(folded(text)))


def _telling(text: str) -> str:
    """Return the words that tell one insurance from another, in the order of the alphabet."""
    return " ".join(sorted(word for word in _WORD.findall(folded(text)) if word not in _SAYS_LITTLE))
