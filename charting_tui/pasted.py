"""What is pasted, without the characters that a terminal would obey when they are shown."""

import re

_OBEYED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
"""Control characters but for those that end a line, which fields know, and the tab."""


def typable(text: str) -> str:
    """Return a pasted text as somebody could have typed it."""
    return _OBEYED.sub("", text)
