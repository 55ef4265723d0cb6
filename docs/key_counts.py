"""Plays the counted tasks in a real terminal, and writes their keys into the page on charting."""

import tempfile
from pathlib import Path

from tests.counted_tasks import TASKS

PAGE = Path(__file__).parent / "charting.md"
BEGIN, END = "<!-- counts: written by make docs -->", "<!-- end of counts -->"


def with_counts(page: str) -> str:
    """Return the page with the keys that each task takes."""
    rows = ["| visit | charted by | keys |", "| --- | --- | ---: |"]
    rows += [f"| {task.name} | {task.way} | {task.count} |" for task in TASKS]
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([f"{before}{BEGIN}", *rows, f"{END}{after}"])


if __name__ == "__main__":
    for task in TASKS:
        with tempfile.TemporaryDirectory() as folder:
            task.play(Path(folder))
    PAGE.write_text(with_counts(PAGE.read_text()))
