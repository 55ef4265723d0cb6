"""Writes the page of keys from the program's own table."""

from pathlib import Path

from charting_tui.keys import Place, keys_at, spelt

PAGE = Path(__file__).parent / "keys.md"
BEGIN, END = "<!-- keys: written by make docs -->", "<!-- end of keys -->"


def key_table() -> str:
    """Return every key of the program, a table for each place."""
    rows: list[str] = []
    for place in Place:
        rows += [
            "",
            f"## {place.value[0].upper()}{place.value[1:]}",
            "",
            "| key | does | name |",
            "| --- | --- | --- |",
        ]
        for key in keys_at(place):
            names = ", ".join(f"`{spelt(name)}`" for name in key.keys.split(","))
            rows.append(f"| {names} | {key.help} | {key.id} |")
    return "\n".join([*rows, ""])


def with_table(page: str) -> str:
    """Return the page with the table as it stands now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{key_table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text()))
