import json
from collections.abc import Callable
from typing import Any

import pytest

from charting_tui.store.chart_store import ChartStore

from .records import edit, signed, store_again, stored, visit_saying
from .test_commits import sign

pytestmark = pytest.mark.both_engines


def tampered(store: ChartStore, change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    tables = json.loads(stored(store))
    change(tables)
    store_again(store, json.dumps(tables))
    return store.verify().faults


def test_an_untouched_clinic_is_sound(charted: ChartStore) -> None:
    sign(charted, "final")
    verdict = charted.verify()
    assert verdict.sound
    assert (verdict.charts, verdict.events, verdict.remarks) == (1, 3, ())


def test_an_edited_record_is_found(charted: ChartStore) -> None:
    faults = tampered(
        charted, lambda tables: tables["visits"]["1"]["visit"]["note"].update(subjective="kinder")
    )
    assert faults == ("Chart c1: someone changed visits/v1 outside the program.",)


def test_a_deleted_record_is_found(charted: ChartStore) -> None:
    faults = tampered(charted, lambda tables: tables["visits"].pop("1"))
    assert faults == ("Chart c1: someone removed visits/v1 outside the program.",)


def test_a_record_put_in_by_hand_is_found(charted: ChartStore) -> None:
    def forge(tables: dict[str, Any]) -> None:
        visit = signed(visit_saying("x"))
        tables["signed"] = {"1": json.loads(visit.model_dump_json())}

    assert tampered(charted, forge) == ("Chart c1: someone added signed/v1 outside the program.",)


def test_a_signed_text_that_was_changed_is_found(charted: ChartStore) -> None:
    sign(charted, "final")
    faults = tampered(charted, lambda tables: tables["signed"]["1"].update(text="{}"))
    assert "Chart c1: the note of visit v1 was changed after it was signed." in faults


def test_a_deleted_event_is_found(charted: ChartStore) -> None:
    charted.commit(edit(charted, "more"))
    faults = tampered(charted, lambda tables: tables["history"].pop("2"))
    assert "Chart c1: entry 2 is missing from its history." in faults


def test_an_edited_event_is_found(charted: ChartStore) -> None:
    charted.commit(edit(charted, "more"))
    faults = tampered(charted, lambda tables: tables["history"]["2"].update(by="lee"))
    assert "Chart c1: entry 3 of its history doesn't match the entry before it." in faults


def test_an_older_copy_put_back_is_found(charted: ChartStore) -> None:
    older = stored(charted)
    charted.commit(edit(charted, "newer"))
    store_again(charted, older)
    assert charted.verify().faults == (
        "Chart c1: an older copy was put back. The clinic's log has entry 3, but the chart ends at entry 2.",
    )


def test_a_chart_that_was_removed_is_found(charted: ChartStore) -> None:
    charted.documents.remove(charted.root / "charts" / "c1.json")
    assert charted.verify().faults == (
        "Chart c1: the chart is in the clinic's log, but its file is missing.",
    )


@pytest.mark.of_files
def test_a_line_taken_out_of_the_clinics_chain_is_found(charted: ChartStore) -> None:
    charted.commit(edit(charted, "newer"))
    log = charted.root / "heads.log"
    lines = log.read_text().splitlines(keepends=True)
    log.write_text("".join([lines[0], *lines[2:]]))
    assert charted.verify().faults == ("Line 2 of the clinic's log doesn't match the line before it.",)


@pytest.mark.of_files
def test_a_torn_last_line_is_unfinished_and_is_cut_and_recorded_by_the_next_save(charted: ChartStore) -> None:
    log = charted.root / "heads.log"
    with log.open("ab") as file:
        file.write(b'{"at":"2026-11-2')
    verdict = charted.verify()
    assert verdict.sound
    assert "unfinished" in verdict.remarks[0]
    charted.commit(edit(charted, "newer"))
    verdict = charted.verify()
    assert verdict.sound
    assert verdict.remarks == ("Line 4 of the clinic's log records that an unfinished line was removed.",)


def test_sentences_hold_ids_and_never_names(charted: ChartStore) -> None:
    faults = tampered(charted, lambda tables: [tables.pop("visits"), tables.pop("coverage")])
    assert faults
    assert not any("Doe" in fault or "words" in fault for fault in faults)


def test_an_older_copy_put_back_is_found_also_after_another_save(charted: ChartStore) -> None:
    older = stored(charted)
    charted.commit(edit(charted, "to be hidden"))
    store_again(charted, older)
    charted.commit(edit(charted, "instead of it"))
    fault = "Chart c1: entry 3 of its history isn't the one in the clinic's log."
    assert charted.verify().faults == (fault,)
    charted.commit(edit(charted, "and more"))
    assert charted.verify().faults == (fault,)


@pytest.mark.of_files
def test_a_line_of_the_clinics_chain_that_names_no_head_is_found(charted: ChartStore) -> None:
    with (charted.root / "heads.log").open("ab") as file:
        file.write(b'{"chart":"c1","event":"two"}\n')
    assert charted.verify().faults == ("Line 4 of the clinic's log can't be read.",)
