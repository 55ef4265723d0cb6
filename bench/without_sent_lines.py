"""Runs the program as if Textual alone wrote to the terminal: ``python -m bench.without_sent_lines``."""

from textual.app import App

from charting_tui.__main__ import main
from charting_tui.textual_private.app import SteadyApp

if __name__ == "__main__":
    SteadyApp._display = App._display  # type: ignore[method-assign]
    main()
