"""The one theme: chosen for 256 colours first, since 24-bit colour rarely crosses SSH."""

from textual.theme import Theme

THEME = Theme(
    name="charting",
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
        "text-accent": "#ffd75f",
        "text-error": "#ff5f5f",
        "text-warning": "#ffaf00",
        "text-success": "#87d75f",
        "text-primary": "#5fafd7",
        "text-disabled": "#8a8a8a",
    },
)
