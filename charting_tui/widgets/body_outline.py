"""The body's outline in box-drawing signs, in the cells of the one in ASCII: marks stand alike on both."""

from charting_tui.shorthand.body_chart.body_map import View

_HEAD = """\
          ╭───╮
         ╭╯   ╰╮
         │     │
         ╰╮   ╭╯
          │   │
     ╭────╯   ╰────╮
"""
_LEGS = """\
      ╰╮   │ │   ╭╯
       │   │ │   │
       │   │ │   │
"""
OUTLINES: dict[View, tuple[str, ...]] = {
    "front": (
        *_HEAD.splitlines(),
        "   ╭─╯ ╶──╮   ╭──╴ ╰─╮",
        "  ╭╯      ╰─┬─╯      ╰╮",
        "  │   │     │     │   │",
        "  │   │╲ ╰──┴──╯ ╱│   │",
        "  │   ││         ││   │",
        " ╱   ╱ │    ·    │ ╲   ╲",
        " │  │  ╱         ╲  │  │",
        " ╰──╯ │           │ ╰──╯",
        "      │    ╭─╮    │",
        *_LEGS.splitlines(),
        "      ╰────╯ ╰────╯",
    ),
    "back": (
        *_HEAD.splitlines(),
        "   ╭─╯      ┊      ╰─╮",
        "  ╭╯   ╷╲   ┊   ╱╷   ╰╮",
        "  │   │╰─╯  ┊  ╰─╯│   │",
        "  │   │╲    ┊    ╱│   │",
        "  │   ││    ┊    ││   │",
        " ╱   ╱ │    ┊    │ ╲   ╲",
        " │  │  ╱  ╲ ┊ ╱  ╲  │  │",
        " ╰──╯ │    ╰┴╯    │ ╰──╯",
        "      │╰──╯│ │╰──╯│",
        *_LEGS.splitlines(),
        "       ╰───╯ ╰───╯",
    ),
}
"""Rows from the top; each is filled up with blanks to the columns of a view."""
