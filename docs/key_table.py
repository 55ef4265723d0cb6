"""Writes README's table of keys from the program's own."""

from pathlib import Path

from charting_tui.keys import Place, keys_at, spelt

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- keys: written by make docs -->", "<!-- end of keys -->"


def key_table() -> str:
    """Return every key of the program as a table, place by place."""
    rows = ["| where | key | does |", "| --- | --- | --- |"]
    for place in Place:
        for key in keys_at(place):
            names = ", ".join(f"`{spelt(name)}`" for name in key.keys.split(","))
            rows.append(f"| {place.value} | {names} | {key.help} |")
    return "\n".join(rows)


def with_table(readme: str) -> str:
    """Return README with the table as it stands now."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{key_table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text()))
