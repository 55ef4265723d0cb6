import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from charting_tui.store.indexing.index import Index
from charting_tui.store.indexing.rows import (
    ChartRows,
    ClientRow,
    asked_words,
    first_word,
    folded,
    search_words,
)

pytestmark = pytest.mark.both_engines

SIZES = (40, 1_500)
"""Fewer clients than are looked through name by name, and so many that every way of finding is taken."""
FAMILIES = ("Moreau", "Morán", "Marsh", "Doe", "O'Neil", "Østergård", "Li", "Łukasik", "d'Angelo", "Zhu")
GIVEN = ("Ana", "Mo", "Jane", "Inés", "Lea", "Ola", "Zoë", "Dominic")
QUESTIONS = (
    *(
        "",
        "a",
        "m",
        "mo",
        "mor",
        "moran",
        "doe",
        "doe j",
        "j doe",
        "o",
        "o'neil",
        "ost",
        "zz",
        "zhu z",
        "l l",
    ),
    *(
        "36055501",
        "360",
        "3605550",
        "(360) 555-0142",
        "0142",
        "19",
        "198",
        "1980",
        "1980-06",
        "1001",
        "a-1001",
    ),
)


def synthetic(size: int) -> list[ClientRow]:
    dice = random.Random(size)
    return [
        ClientRow(
            client=f"c{number:05}",
            name=f"{dice.choice(FAMILIES)}, {dice.choice(GIVEN)}",
            birth_date=date(1940, 1, 1) + timedelta(days=dice.randrange(30_000)),
            phone=f"360-555-01{dice.randrange(100):02}" if dice.random() < 0.9 else "",
            chart_number=f"A-{1000 + number}",
        )
        for number in range(size)
    ]


def expected(rows: list[ClientRow], typed: str, limit: int) -> list[str]:
    words, first = asked_words(typed), first_word(typed)
    found = [
        row
        for row in rows
        if all(any(one.startswith(word) for one in search_words(row).split()) for word in words)
    ]
    found.sort(key=lambda row: (not folded(row.name).startswith(first), folded(row.name), row.client))
    return [row.client for row in found[:limit]]


@pytest.fixture(params=SIZES)
def indexed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Index, list[ClientRow]]]:
    rows = synthetic(request.param)
    index = Index(tmp_path / "index.sqlite")
    put(index, rows)
    yield index, rows
    index.close()


def put(index: Index, rows: list[ClientRow]) -> None:
    with index.writing() as writer:
        for row in rows:
            writer.put(ChartRows(stamp=(0, 0, 0), client=row, visits=(), made_with="", whole=False))


@pytest.mark.long
@pytest.mark.parametrize("limit", [1, 60, 10_000])
def test_who_is_found_and_in_which_order_does_not_depend_on_how_they_are_looked_for(
    indexed: tuple[Index, list[ClientRow]], limit: int
) -> None:
    index, rows = indexed
    for typed in QUESTIONS:
        found = index.clients(asked_words(typed), first_word(typed), limit)
        assert [row.client for row in found] == expected(rows, typed, limit), typed


@pytest.mark.long
def test_a_client_with_new_words_is_found_by_these_alone(indexed: tuple[Index, list[ClientRow]]) -> None:
    index, rows = indexed
    renamed = rows[-1].model_copy(update={"name": "Quist, Ula", "phone": "", "visits": 3})
    put(index, [renamed])
    put(index, [renamed.model_copy(update={"visits": 4})])
    for typed in ("quist", "ula", rows[-1].chart_number):
        assert [row.visits for row in index.clients(asked_words(typed), first_word(typed), 9)] == [4], typed
    changed = [*rows[:-1], renamed]
    for typed in QUESTIONS:
        found = index.clients(asked_words(typed), first_word(typed), 10_000)
        assert [row.client for row in found] == expected(changed, typed, 10_000), typed
