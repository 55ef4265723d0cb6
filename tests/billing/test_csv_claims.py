import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charting_tui.billing.claim_data import NameParts
from charting_tui.billing.csv_claims import (
    ClaimColumn,
    claims_csv,
    column_values,
    columns_in,
    default_columns,
    read_columns,
)
from charting_tui.errors import BadInput
from tests.billing.claims_made import claim, claims

PAGE = Path(__file__).parents[2] / "docs" / "claim_columns.md"


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table.decode(), newline="")))


def test_each_line_is_a_row_with_all_that_its_claim_says() -> None:
    made = claims(20)
    table = rows(claims_csv(made))
    assert len(table) == sum(len(one.lines) for one in made)
    first = table[0]
    assert first["patient name family"] == "Doe"
    assert (first["number"], first["total"], first["line charge"]) == ("260901-0000", "46.25", "46.25")
    assert first["diagnoses 1"] == "M54.2"
    told = next(row for row in table if row["line earlier adjustments"])
    assert told["line earlier adjustments"] == "CO-45 9.00 CO-253 1.00 PR-2 5.00"
    assert {row["line pointers"] for row in table} >= {"A", "AB", "BA", "ABCD", "DCBA"}
    assert len(default_columns()) < 200


def test_a_clinic_names_and_orders_its_columns() -> None:
    columns = read_columns(
        json.dumps(
            {
                "columns": [
                    {"heading": "DOS", "value": "line.date"},
                    {"heading": "CPT", "value": "line.code"},
                    {"heading": "Mod 2", "value": "line.modifiers.2"},
                    {"value": "others.1.decision.paid"},
                ]
            }
        )
    )
    assert columns[0] == ClaimColumn("DOS", "line.date")
    table = claims_csv([claim(1)], columns).decode().split("\r\n")
    assert table[0] == "DOS,CPT,Mod 2,others.1.decision.paid"
    assert table[1].startswith("2026-09-02,97110,,")


def test_a_clinic_without_the_file_has_the_usual_columns(tmp_path: Path) -> None:
    assert columns_in(tmp_path) == default_columns()
    (tmp_path / "claim_columns.json").write_text('{"columns": [{"value": "number"}]}', encoding="utf-8-sig")
    assert columns_in(tmp_path) == (ClaimColumn("number", "number"),)
    (tmp_path / "claim_columns.json").write_bytes(b"\xff")
    with pytest.raises(BadInput, match="isn't UTF-8 text"):
        columns_in(tmp_path)
    (tmp_path / "claim_columns.json").write_text("{}")
    with pytest.raises(BadInput, match=r"claim_columns.json: The file has no columns"):
        columns_in(tmp_path)


def test_the_page_of_columns_names_values_that_there_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert example
    assert len(read_columns(example[1])) > 5
    named = re.findall(r"^\| `([a-z_.0-9]+)`", page, re.MULTILINE)
    assert len(named) > 20
    assert [value for value in named if value not in column_values()] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "valid JSON"),
        ("[]", "has no columns"),
        ('{"columns": ["x"]}', "Column 1 isn't an object"),
        ('{"columns": [{"heading": "Family", "value": "patient.family"}]}', "Use patient.name.family"),
        ('{"columns": [{"heading": 1, "value": "number"}]}', "heading isn't text"),
        ('{"columns": [{"heading": "M", "value": "line.modifiers.5"}]}', "has no “line.modifiers.5”"),
    ],
)
def test_columns_that_will_not_do_are_told_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_columns(text)


@settings(max_examples=50)
@given(st.text(alphabet="=+-@\t\r\n'\",;x1", max_size=8))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    made = claim(0).model_copy(
        update={"note": text, "patient": claim(0).patient.model_copy(update={"name": NameParts(family=text)})}
    )
    columns = (ClaimColumn(text, "note"), ClaimColumn("name", "patient.name.family"))
    table = list(csv.reader(StringIO(claims_csv([made], columns).decode(), newline="")))
    assert len(table) == 2
    for cell in (table[0][0], *table[1]):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell.removeprefix("'") in {text, text.removeprefix("'")}
