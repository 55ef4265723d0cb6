"""Writes the drawing of the packages into docs/architecture.md, from what imports what."""

from pathlib import Path

import grimp

PAGE = Path(__file__).parent / "architecture.md"
BEGIN, END = "<!-- packages: written by make docs -->", "<!-- end of packages -->"
_ROOT = "charting_tui"


def drawing() -> str:
    """Return packages (square) and modules beside them (round) as a Mermaid chart of what imports what.

    An arrow is left out where others lead there too, so that the chart reads from top to bottom.
    """
    graph = grimp.build_graph(_ROOT)
    parts = sorted(graph.find_children(_ROOT))
    packages = {part for part in parts if graph.find_children(part)}
    for part in parts:
        graph.squash_module(part)
    goes = {part: graph.find_modules_directly_imported_by(part) & set(parts) for part in parts}
    name = {part: part.removeprefix(f"{_ROOT}.") for part in parts}
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {name[part]}[{name[part]}]" for part in parts if part in packages]
    lines += [f"    {name[part]}({name[part]})" for part in parts if part not in packages]
    lines += [
        f"    {name[part]} --> {name[other]}"
        for part in parts
        for other in sorted(goes[part])
        if not _leads_there_too(goes, part, other)
    ]
    return "\n".join([*lines, "```"])


def _leads_there_too(goes: dict[str, set[str]], part: str, other: str) -> bool:
    """Whether there is a way from the one to the other over a third."""
    seen: set[str] = set()
    ahead = goes[part] - {other}
    while ahead:
        here = ahead.pop()
        if here == other:
            return True
        seen.add(here)
        ahead |= goes[here] - seen - {part}
    return False


def with_drawing(page: str) -> str:
    """Return the page with the drawing as it is now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawing()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_drawing(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
