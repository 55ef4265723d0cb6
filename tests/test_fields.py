import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from inspect import getsourcefile
from pathlib import Path
from typing import get_args

import pytest

from charting_tui.interchange.exports import CLIENTS
from charting_tui.operations.fields.fields import fields_of
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.answers import Denial, PayerAnswer, RecordsRequest
from charting_tui.records.coverage import (
    Authorization,
    Coverage,
    Diagnosis,
    Goal,
    InjuryCase,
    PlanOfCare,
    Referral,
)
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.labels import Internal, Kind, described, is_part, labels_of, type_of
from charting_tui.records.packages import VisitPackage
from charting_tui.records.payer import Payer
from charting_tui.records.people import Client, Fee, Practice, Therapist
from charting_tui.records.values import Record
from tests.clinic import OFFICE, TODAY

ROOT = Path(__file__).parent.parent
TYPED = (
    Client,
    Coverage,
    InjuryCase,
    Authorization,
    Referral,
    PlanOfCare,
    Goal,
    Diagnosis,
    VisitPackage,
    Therapist,
    Enrollment,
    Denial,
    RecordsRequest,
    PayerAnswer,
    Payer,
    Fee,
    Practice,
)
PARTS_OF_A_ROW = {
    *("id", "first name", "middle name", "last name", "suffix"),
    "street 2",
    *("payer", "second payer", "second member number", "second group", "status", "active", "inactive"),
}
"""Columns that are no field of a chart by themselves."""

NEW = {
    "preferred_name": 'pronouns: Annotated[str, Label("pronouns", "Like she/her.", card=True)] = ""',
    "group": 'plan: Annotated[str, Label("plan", "Like PPO.", column="plan")] = ""',
    "licence_type": 'extension: Annotated[str, Label("Extension", "Like 12.")] = ""',
    "tax_id": 'pager: Annotated[str, Label("Pager", "Like 360-555-0143.", kind="phone")] = ""',
    "filing_days": 'portal: Annotated[Setting[str] | None, Label("Portal", "Like payer.example.")] = None',
}
"""One line of a client, a coverage, a person, the practice and a payer, by the field it is written above."""


def undescribed(record: type[Record]) -> Iterator[str]:
    file = Path(getsourcefile(record) or "").relative_to(ROOT)
    for name, field in record.model_fields.items():
        kind = type_of(field)
        if described(field) is None and is_part(kind) and labels_of(kind):
            yield from undescribed(kind)
        elif described(field) is None:
            yield (
                f"{record.__name__}.{name} is not described. In {file} write "
                f"{name}: Annotated[…, Label('what it is called', 'How it is typed.')] = …, "
                "or Internal('why nobody types it') in place of the Label."
            )


@pytest.mark.parametrize("record", TYPED, ids=lambda record: record.__name__)
def test_every_field_of_a_record_says_beside_it_what_it_is_called_or_why_nobody_types_it(
    record: type[Record],
) -> None:
    assert list(undescribed(record)) == []


def test_a_field_without_a_label_is_named_with_what_to_write() -> None:
    class Bare(Client):
        pronouns: str = ""

    (sentence,) = undescribed(Bare)
    assert sentence.startswith("Bare.pronouns is not described. In tests/test_fields.py write pronouns: ")


@pytest.mark.parametrize("record", TYPED, ids=lambda record: record.__name__)
def test_every_label_becomes_one_field_in_the_order_of_the_record(record: type[Record]) -> None:
    fields = SETTINGS if record is Payer else fields_of(record, TODAY, OFFICE)
    assert [field.path for field in fields] == list(labels_of(record))
    assert all(field.label.strip() for field in fields)
    assert all(
        one.reason
        for field in record.model_fields.values()
        for one in field.metadata
        if isinstance(one, Internal)
    )


def test_every_kind_of_value_is_that_of_some_field() -> None:
    kinds = {one.kind for record in TYPED for one in labels_of(record).values() if one.kind}
    assert kinds == set(get_args(Kind))


def test_every_field_of_a_client_is_a_column_of_its_own_in_a_list_of_clients() -> None:
    columns = [one.column for one in labels_of(Client).values()]
    columns += [
        one.column
        for kind in (Coverage, Authorization, Referral)
        for one in labels_of(kind).values()
        if one.label.column
    ]
    assert len(set(columns)) == len(columns)
    assert not PARTS_OF_A_ROW & set(columns)
    assert {*columns, *PARTS_OF_A_ROW} == {column.name for column in CLIENTS.columns}


def with_new_lines(folder: Path) -> None:
    """Copy the program, and write one line for each new field into its records."""
    shutil.copytree(ROOT / "charting_tui", folder / "charting_tui", ignore=shutil.ignore_patterns("*.pyc"))
    (folder / "data").symlink_to(ROOT / "data")
    for above, line in NEW.items():
        files = [folder / f"charting_tui/records/{name}.py" for name in ("people", "coverage", "payer")]
        written = 0
        for file in files:
            text, count = re.subn(
                rf"^(?=    {above}: Annotated)", f"    {line}\n", file.read_text(), flags=re.MULTILINE
            )
            file.write_text(text)
            written += count
        assert written == 1, above


LOOK = """
import json, sys
from pathlib import Path
from charting_tui.operations.clients.client_file import entry_kinds
from charting_tui.operations.clients.client_file import read_known, save_client
from charting_tui.operations.fields.fields import fields_of
from charting_tui.operations.fields.fields import read_texts, text_of, with_values
from charting_tui.operations.clients.forms import ClientForm
from charting_tui.operations.settings.practice import (
    change_person, change_practice, save_payer, setting_named, with_setting,
)
from charting_tui.cli.main import run
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.rules.check_form import schema
from charting_tui.screens.clients.chart_rows import client_details, entry_words
from charting_tui.screens.settings.rows import SettingsPart, field_rows, rows_of, setting_rows
from charting_tui.records.people import Therapist
from charting_tui.widgets.client_card import card_lines
from tests.clinic import TODAY, make_clinic, open_clinic

make_clinic(Path("clinic")).close()
rows = "Name,DOB,Pronouns,Payer,Plan\\nRoe Ada,11/30/1984,they/them,Sound Health,PPO\\n"
Path("list.csv").write_text(rows)
assert run(["import-clients", "list.csv", "--data", "clinic", "--user", "kim"]) == 0
store = open_clinic(Path("clinic"))
(row,) = store.find_clients("Ada")
form = ClientForm(store, read_known(store, row.client))
texts = {field.path: text_of(form.record, field) for field in form.fields}
imported = texts["pronouns"]
form.save(with_values(form.record, form.read({**texts, "pronouns": "she/her"}).values))
file = read_known(store, row.client).file
change_practice(store, "pager", "360-555-0143")
change_person(store, "kim", "extension", "12")
payer = with_setting(store.office.payer("sound"), setting_named("portal"), "sound.example", "a call", None)
save_payer(store, payer)
office, tables = store.office, tables_on(TODAY)
kinds = {kind.id: kind for kind in entry_kinds(office, TODAY, file, tables)}
print(json.dumps({
    "imported": imported,
    "saved": file.client.pronouns,
    "chart": client_details(file.client, TODAY),
    "coverage": entry_words(kinds["coverage"], file.coverage[0]),
    "card": [[line.label, line.text] for line in card_lines(file, [], office, TODAY, tables)],
    "schema": [name for kind in ("Client", "Therapist", "Practice", "Payer")
               for name in schema()["$defs"][kind]["properties"] if name in
               {"pronouns", "extension", "pager", "portal"}],
    "practice": [str(row[1]) for row in rows_of(SettingsPart.PRACTICE, office, TODAY, 80)],
    "person": [str(row[1]) for row in field_rows(fields_of(Therapist, TODAY), office.person("kim"), 80)],
    "payer": [str(row[1]) for row in setting_rows(office.payer("sound"), 80)],
}))
"""


@pytest.mark.long
def test_one_line_in_a_record_is_all_that_a_new_field_takes(tmp_path: Path) -> None:
    with_new_lines(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert (seen["imported"], seen["saved"]) == ("they/them", "she/her")
    assert seen["chart"].endswith("pronouns she/her")
    assert "plan PPO" in seen["coverage"].split(" · ")
    assert ["pronouns", "she/her"] in seen["card"]
    assert seen["schema"] == ["pronouns", "extension", "pager", "portal"]
    for place, words in (
        ("practice", "Pager 360-555-0143"),
        ("person", "Extension 12"),
        ("payer", "Portal sound.example – a call"),
    ):
        assert words in {" ".join(line.split()) for line in seen[place]}, place
