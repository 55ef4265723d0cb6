"""Payers' names as short as a clinic says them, for columns."""

import re

_SHORT = (
    (r"UnitedHealthcare", "UHC"),
    (r" / Optum", ""),
    (r"Washington Labor & Industries", "L&I"),
    (r"Blue ?Cross (and )?Blue ?Shield( of)?", "BCBS"),
    (r"(?<=\S) Blue ?(Cross|Shield)", ""),
    (r"Workers' compensation", "Workers' comp"),
    (r"Medicare Advantage", "Medicare Adv"),
    (r"Florida auto injury protection \(PIP\)", "FL PIP"),
    (r"Auto insurance", "Auto"),
    (r"Client pays", "Client"),
    (r"Uniform Medical Plan", "UMP"),
    (r"VA community care", "VA"),
    (r"Kaiser Permanente", "Kaiser"),
    (r"North Dakota", "ND"),
)


def short_payer(name: str) -> str:
    """Return “UHC” for “UnitedHealthcare / Optum”; a name that no one shortens stays."""
    for long, short in _SHORT:
        name = re.sub(long, short, name)
    return name.strip() or "Payer"
