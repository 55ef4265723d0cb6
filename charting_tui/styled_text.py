"""Styled text as a terminal takes it, each change of style in the fewest bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style

_NAMES = {
    None: ColorSystem.TRUECOLOR,
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
_OFF = "\x1b[0m"


@dataclass(frozen=True)
class _Look:
    """What a style asks of a terminal: attributes, and the codes of both colors; empty is the default."""

    attributes: frozenset[str] = frozenset()
    front: str = ""
    back: str = ""


_PLAIN = _Look()


def styled_text(segments: Iterable[Segment], console: Console) -> str:
    """Return the segments with the codes between them; at both ends every style is off.

    A segment of control, which moves the cursor, leaves the style as it is. Rich gives each segment all
    of its codes and takes all of them off behind it, which is more than the text of a colorful screen.
    """
    system = _NAMES.get(console.color_system, ColorSystem.TRUECOLOR)
    parts: list[str] = []
    before = _PLAIN
    for text, style, control in segments:
        if control:
            parts.append(text)
            continue
        look = _look(style, system) if style else _PLAIN
        if look != before and not text.strip(" "):
            look = _blank_look(before, look)
        if look != before:
            parts.append(_change(before, look))
            before = look
        parts.append(text)
    if before != _PLAIN:
        parts.append(_OFF)
    return "".join(parts)


@lru_cache(4096)
def _look(style: Style, system: ColorSystem) -> _Look:
    attributes = style.without_color.render("x", color_system=system).removeprefix("\x1b[").partition("m")
    front, back = (
        ";".join(color.downgrade(system).get_ansi_codes(foreground=foreground)) if color else ""
        for color, foreground in ((style.color, True), (style.bgcolor, False))
    )
    return _Look(frozenset(attributes[0].split(";") if attributes[1] else ()), front, back)


_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Underline, reverse and other lines: what shows where there is no letter."""


@lru_cache(16384)
def _blank_look(before: _Look, blank: _Look) -> _Look:
    """Return the look in which blanks may be sent as well, without a change of what only letters show."""
    if (before.attributes | blank.attributes) & _SEEN_ON_BLANKS:
        return blank
    return _Look(before.attributes, before.front, blank.back)


@lru_cache(4096)
def blank_style(style: Style | None) -> Style | None:
    """Return what a style shows of a blank, so that blanks which look alike are alike."""
    if (
        style is None
        or style.underline
        or style.reverse
        or style.strike
        or style.underline2
        or style.overline
    ):
        return style
    return Style(bgcolor=style.bgcolor)


@lru_cache(16384)
def _change(before: _Look, after: _Look) -> str:
    """Return the codes that lead from one look to another."""
    whole = [*sorted(after.attributes), after.front, after.back]
    anew = ";".join(["0", *filter(None, whole)])
    stays = before.attributes <= after.attributes
    if not stays or (before.front and not after.front) or (before.back and not after.back):
        return f"\x1b[{anew}m"
    more = sorted(after.attributes - before.attributes)
    more += [after.front] if after.front != before.front else []
    more += [after.back] if after.back != before.back else []
    return f"\x1b[{';'.join(more)}m"
