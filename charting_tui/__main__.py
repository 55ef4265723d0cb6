"""Runs the program: ``python -m charting_tui``, and the command ``charting-tui``."""

import sys

from charting_tui.cli.main import run


def main() -> None:
    """Run the command line given to the program, and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
