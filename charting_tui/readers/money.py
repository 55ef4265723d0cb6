"""Dollars as people type them, as whole cents."""

import re

from charting_tui.errors import BadInput

_DOLLARS = re.compile(r"\$?\s*(\d+|\d{1,3}(?:,\d{3})+|)(?:\.(\d*))?", re.ASCII)
_MOST_DIGITS = 9
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")


def read_money(text: str) -> int | None:
    """Return the cents of dollars like 90, $90.00, 1,234.50 or .50; None for nothing typed.

    BadInput for what is no money, is below zero, or has parts of a cent.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _DOLLARS.fullmatch(typed)
    whole, cents = (found[1].replace(",", ""), found[2] or "") if found else ("", "")
    if not whole and not cents:
        raise BadInput(_why_not(typed))
    if len(cents) > len("00"):
        raise BadInput(f"“{typed}” has fractions of a cent. Type two digits after the point, such as 90.50.")
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        raise BadInput(f"“{typed}” is too large. Check the number of digits.")
    return int(whole or "0") * 100 + int(f"{cents}00"[:2])


def _why_not(typed: str) -> str:
    """Return what is wrong with text that is no amount, and how to type one."""
    bare = typed.replace("$", "").strip()
    if bare.startswith(("-", "(")) and _DOLLARS.fullmatch(bare.strip("-()").strip()):
        return f"“{typed}” is below zero. Type the amount without a minus sign."
    if (meant := bare.translate(_LETTERS_FOR_DIGITS)) != bare and _DOLLARS.fullmatch(meant):
        return f"“{typed}” has a letter in it. Type digits only, such as {meant}."
    if re.fullmatch(r"[\d,]+(?:\.\d*)?", bare, re.ASCII):
        return f"The comma in “{typed}” is in the wrong place. Type it like 1,234.50 or 1234.50."
    return f"“{typed}” isn't a dollar amount. Type dollars, such as 90 or 90.50."
