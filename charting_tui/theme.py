"""The themes: chosen for 256 colours first, since 24-bit colour rarely crosses SSH."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

_DARK = Theme(
    name="dark",
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#ffd75f",
    warning="#ffaf00",
    error="#ff5f5f",
    success="#87d75f",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    dark=True,
    variables={
        "input-selection-background": "#5f5f87",
        "block-cursor-text-style": "none",
        "frame": "#6c6c6c",
        "mark-background": "#000087",
        "mark-text": "#ffffff",
        "mark-style": "bold",
        "text-accent": "#ffd75f",
        "text-error": "#ff5f5f",
        "text-warning": "#ffaf00",
        "text-success": "#87d75f",
        "text-primary": "#5fafd7",
        "text-disabled": "#9e9e9e",
    },
)
_LIGHT = Theme(
    name="light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#5f0087",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    dark=False,
    variables={
        "input-selection-background": "#afd7ff",
        "block-cursor-text-style": "none",
        "frame": "#8a8a8a",
        "mark-background": "#d7ffff",
        "mark-text": "#000000",
        "mark-style": "bold",
        "text-accent": "#5f0087",
        "text-error": "#af0000",
        "text-warning": "#875f00",
        "text-success": "#005f00",
        "text-primary": "#005f87",
        "text-disabled": "#585858",
    },
)
_CONTRAST = Theme(
    name="contrast",
    primary="#87ffff",
    secondary="#87ffff",
    accent="#ffff00",
    warning="#ffd700",
    error="#ffafaf",
    success="#afff87",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={
        "input-selection-background": "#0000af",
        "block-cursor-text-style": "none",
        "frame": "#b2b2b2",
        "mark-background": "#00005f",
        "mark-text": "#ffffff",
        "mark-style": "bold underline",
        "text-accent": "#ffff00",
        "text-error": "#ffafaf",
        "text-warning": "#ffd700",
        "text-success": "#afff87",
        "text-primary": "#87ffff",
        "text-disabled": "#d0d0d0",
    },
)
_TERMINAL = Theme(
    name="terminal",
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "input-selection-background": "ansi_blue",
        "block-cursor-text-style": "reverse",
        "frame": "ansi_default",
        "mark-background": "ansi_default",
        "mark-text": "ansi_default",
        "mark-style": "bold underline",
        "text-accent": "ansi_magenta",
        "text-error": "ansi_red",
        "text-warning": "ansi_yellow",
        "text-success": "ansi_green",
        "text-primary": "ansi_blue",
        "text-disabled": "ansi_default",
    },
)
"""The terminal's own colors, whatever they are; its marked row is underlined.

Textual 8.2.8 styles widgets of such a theme by ``$ansi-background`` and ``$ansi-foreground``.
"""
CHOICES = ("auto", "dark", "light", "contrast", "terminal", "none")
"""What can be asked for: what the terminal says of its background, a theme, or no color at all."""
_LIGHT_GROUNDS = {"7", "15"}


def themes(*, plain: bool = False) -> tuple[Theme, ...]:
    """Return the themes; ``plain`` marks by a line under the row, not by a ground."""
    return *(_plain(theme) if plain else theme for theme in (_DARK, _LIGHT, _CONTRAST)), _TERMINAL


def _plain(theme: Theme) -> Theme:
    ground = theme.background or ""
    text = theme.foreground or ""
    marked = {"frame": text, "mark-background": ground, "mark-text": text, "mark-style": "bold underline"}
    faint = ["text-primary", "text-disabled", *([] if theme.dark else ["text-warning"])]
    strong = dict.fromkeys(faint, text)
    return replace(theme, panel=ground, surface=ground, variables={**theme.variables, **marked, **strong})


def shows_few_colours(app: App[int]) -> bool:
    """Whether the terminal has 16 colours, of which few go together, or none are wanted."""
    return app.no_color or app.console.color_system in {"standard", "windows", None}


def theme_asked_for(environment: Mapping[str, str] | None = None) -> str:
    """Return the theme that CHARTING_THEME names, else the one for the ground that COLORFGBG tells."""
    known = os.environ if environment is None else environment
    asked = known.get("CHARTING_THEME", "")
    if asked == "terminal" and wants_no_colour(known):
        asked = ""  # Textual 8.2.8 would draw black on black
    if asked in {"dark", "light", "contrast", "terminal"}:
        return asked
    ground = known.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground in _LIGHT_GROUNDS else "dark"


def wants_no_colour(environment: Mapping[str, str]) -> bool:
    """Whether colour is refused."""
    return "NO_COLOR" in environment or environment.get("CHARTING_THEME") == "none"


class NoColours(LineFilter):
    """Takes every colour away, greys too; bold, underline and reverse stay, and so do marks."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        del background
        return [Segment(text, style and _uncoloured(style), control) for text, style, control in segments]


@lru_cache(1024)
def _uncoloured(style: Style) -> Style:
    return style.without_color + Style.from_meta(style.meta) if style.meta else style.without_color
