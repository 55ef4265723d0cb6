from itertools import product
from pathlib import Path

import pytest

from charting_tui.store.client_row import ClientRow, first_word, folded, question, search_words
from charting_tui.store.index import ChartRows, Index

FAMILIES = ("Moreau", "Mora", "Amin", "d'Angelo", "Ng", "Østergård", "O'Neil", "\U0010ffff")
GIVEN = ("Jane", "Ångström", "Mo", "Max", "Ana", "(red)", "🙂")
PHONE = "+1 360-555-"


@pytest.fixture
def everyone(tmp_path: Path) -> tuple[Index, list[ClientRow]]:
    index = Index(tmp_path / "index.sqlite")
    people = [
        ClientRow(client=f"c{number:03}", name=f"{family}, {given}", phone=f"{PHONE}{number:04}")
        for number, (family, given, _) in enumerate(product(FAMILIES, GIVEN, range(12)))
    ]
    with index.writing() as writer:
        for row in reversed(people):
            writer.put(ChartRows((1, 1, 1), row, (), "", whole=True))
    return index, people


@pytest.mark.parametrize("limit", [1, 60, 10**9])
@pytest.mark.parametrize(
    "asked", ["", "m", "mo", "moreau j", "a", "360", "3605550", "ng 0012", "o", "j m", "zz"]
)
def test_found_are_those_with_every_word_families_of_the_first_before_the_rest(
    everyone: tuple[Index, list[ClientRow]], asked: str, limit: int
) -> None:
    index, people = everyone
    first = first_word(asked)

    def matches(row: ClientRow) -> bool:
        there = search_words(row).split()
        return all(any(word.startswith(one) for word in there) for one in folded(asked).split())

    wanted = sorted(
        filter(matches, people),
        key=lambda row: (not folded(row.name).startswith(first), folded(row.name), row.client),
    )
    assert index.clients(question(asked), first, limit) == wanted[:limit]
