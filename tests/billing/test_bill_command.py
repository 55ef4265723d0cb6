import json
from pathlib import Path

import pytest

from charting_tui.records.batch import BatchState
from charting_tui.records.claim import ClaimState
from charting_tui.store.chart_store import ChartStore
from tests.command_line import Answer, call

from .claims import billers_login, claim_in, ready_clinic


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ready_clinic(tmp_path / "clinic").close()
    return tmp_path / "clinic"


def robin(root: Path, *words: str) -> Answer:
    return call("--data", str(root), "--user", "robin", *words)


def test_what_is_ready_is_listed_and_handed_over_once(root: Path, tmp_path: Path) -> None:
    listed = robin(root, "bill")
    assert listed.code == 0
    assert "v01" in listed.out
    assert "cms1500" in listed.out
    assert "3 visits, $405.00." in listed.out
    tried = robin(root, "bill", "--ready", "--to", "json", "--dry-run", "--format", "json")
    assert [row["visit"] for row in json.loads(tried.out)] == ["v00", "v01", "v02"]
    done = robin(root, "bill", "--select", "v00", "v01", "--to", "json", "--out", str(tmp_path / "out"))
    assert (done.code, done.err) == (0, "")
    assert "2 claims, $270.00, sent to" in done.out
    assert len(list((tmp_path / "out").iterdir())) == 1
    again = robin(root, "bill", "--select", "v00", "v02", "--to", "json")
    assert again.code == 1
    assert "Left out v00: The visit is already sent." in again.out
    assert robin(root, "bill", "--ready", "--to", "json").code == 2


def test_without_a_kind_each_payer_is_billed_in_its_own_way(root: Path) -> None:
    tried = robin(root, "bill", "--ready", "--dry-run", "--format", "json")
    assert {row["way"] for row in json.loads(tried.out)} == {"cms1500"}
    robin(root, "claims", "hold", "v01", "the new card")
    done = robin(root, "bill", "--select", "v00", "v01", "--created")
    assert done.code == 1
    assert "Left out v01: The visit isn't ready: held." in done.out
    assert "paper claims (CMS-1500): 1 claim, $135.00, created." in done.out


def test_what_is_owed_is_listed_by_payer_and_by_visit(root: Path) -> None:
    robin(root, "bill", "--select", "v00", "v01", "--to", "json")
    robin(root, "claims", "mark", "v00", "paid", "--paid", "90", "--client-owes", "20.00")
    listed = robin(root, "owed")
    assert listed.out.startswith("$155.00 owed, aged from the date of service.")
    assert "Not billed yet: $135.00" in listed.out
    told = json.loads(robin(root, "owed", "--format", "json").out)
    assert [(line["owes"], line["name"], line["owed"]) for line in told["lines"]] == [
        ("payer", "Sound Health", "135.00"),
        ("client", "Doe, Client00", "20.00"),
    ]
    visits = robin(root, "owed", "--payer", "sound", "--format", "csv").out.splitlines()
    assert [line.rsplit(",", 1)[1] for line in visits] == ["visit", "v01"]
    assert robin(root, "owed", "--payer", "nobody").refused_in_one_sentence()
    assert "$20.00" in robin(root, "owed", "--client", "client00").out
    assert "v02" in robin(root, "unbilled", "--all").out


def test_payments_are_refunded_and_voided_by_commands(root: Path) -> None:
    robin(root, "bill", "--select", "v00", "--to", "json")
    robin(root, "claims", "mark", "v00", "paid", "--paid", "90", "--client-owes", "20.00")
    robin(root, "claims", "pay", "v00", "20", "--ref", "4242")
    back = robin(root, "claims", "refund", "v00", "5", "paid twice", "--by", "cash")
    assert (
        back.out
        == "v00: claim paid, the client paid $15.00 (1: $20.00 card 4242; 2: -$5.00 refund by cash).\n"
    )
    assert robin(root, "claims", "void", "v00", "1", "typed twice").refused_in_one_sentence()
    void = robin(root, "claims", "void", "v00", "2", "typed twice")
    assert "the client paid $20.00 (1: $20.00 card 4242; 2: -$5.00 refund by cash, voided)" in void.out


def test_batches_are_listed_shown_sent_and_undone(root: Path) -> None:
    robin(root, "bill", "--ready", "--to", "json", "--created")
    (batch,) = json.loads(robin(root, "claims", "--format", "json").out)
    assert (batch["state"], batch["money"], batch["made_by"]) == ("created", "405.00", "robin")
    shown = robin(root, "claims", "show", batch["id"])
    assert "written" in shown.out
    assert "as it was written" in shown.out
    assert "undone" in robin(root, "claims", "undo", batch["id"]).out
    store = billers_login(root)
    assert claim_in(store).state is ClaimState.OPEN
    store.close()
    assert robin(root, "claims", "send", batch["id"]).refused_in_one_sentence()


def test_a_claim_goes_its_way_by_commands(root: Path) -> None:
    assert robin(root, "claims", "hold", "v00", "the new card", "--until", "12/1/2026").code == 0
    assert robin(root, "claims", "lift", "v00").out == "v00: claim open.\n"
    assert robin(root, "claims", "mark", "v00", "paid", "--paid", "90").refused_in_one_sentence()
    robin(root, "bill", "--select", "v00", "--to", "json")
    paid = robin(root, "claims", "mark", "v00", "paid", "--paid", "90", "--client-owes", "20.00")
    assert paid.out == "v00: claim paid.\n"
    assert robin(root, "claims", "pay", "v00", "20", "--by", "cash").out.endswith(
        "paid $20.00 (1: $20.00 cash).\n"
    )
    assert robin(root, "claims", "correct", "v00", "--number", "ICN1").out == "v00: claim open.\n"
    assert robin(root, "claims", "lift", "v99").refused_in_one_sentence()


def test_a_therapist_bills_nothing(root: Path) -> None:
    refused = call("--data", str(root), "--user", "lee", "bill", "--ready", "--to", "json")
    assert refused.refused_in_one_sentence()
    assert "Only a biller or the owner" in refused.err
    for words in (("bill",), ("claims",), ("claims", "show", "x")):
        assert call("--data", str(root), "--user", "lee", *words).refused_in_one_sentence()


def test_a_command_tells_what_it_finished_after_a_crash(root: Path) -> None:
    robin(root, "bill", "--ready", "--to", "json", "--created")
    store: ChartStore = billers_login(root)
    (batch,) = store.batches.all()
    store.batches.save(batch.model_copy(update={"state": BatchState.BEGUN}))
    store.close()
    told = robin(root, "claims")
    assert "The program stopped before sending batch" in told.err
    assert "undone" in told.out


def test_a_client_is_handed_superbills_and_the_whole_record(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    warned = robin(root, "superbill", "client01", "--out", str(out))
    assert warned.code == 1
    assert "Enter it in Settings (o), staff tab." in warned.out
    assert not out.exists()
    made = robin(root, "superbill", "client01", "--out", str(out), "--anyway")
    assert made.out.endswith(": 1 superbill.\n")
    assert robin(root, "superbill", "client01", "--to", "1/1/2026").refused_in_one_sentence()
    assert robin(root, "export", "client01", "--out", str(out)).code == 0
    pdfs = sorted(out.glob("*.pdf"))
    assert [file.name for file in pdfs] == ["record-c01-20261123.pdf", "superbill-c01-20261123.pdf"]
    assert all(file.read_bytes().startswith(b"%PDF") for file in pdfs)
    (data,) = out.glob("*.json")
    told = json.loads(data.read_text())
    assert told["chart"]["visits"][0]["visit"]["id"] == "v01"
    assert [event["act"] for event in told["history"]] == ["opened", "opened"]
    assert data.stat().st_mode & 0o777 == 0o600


def test_a_client_is_handed_a_statement_and_a_receipt(root: Path, tmp_path: Path) -> None:
    assert robin(root, "statement", "client00").refused_in_one_sentence()
    assert robin(root, "receipt", "client00").refused_in_one_sentence()
    robin(root, "bill", "--select", "v00", "--to", "json")
    robin(root, "claims", "mark", "v00", "paid", "--paid", "90", "--client-owes", "20.00")
    owed, paid = tmp_path / "owed.pdf", tmp_path / "papers" / "paid.pdf"
    assert robin(root, "statement", "client00", "--out", str(owed)).out == f"{owed}.\n"
    robin(root, "claims", "pay", "v00", "20", "--by", "cash")
    assert robin(root, "receipt", "client00", "--date", "11/22/2026").refused_in_one_sentence()
    assert robin(root, "receipt", "client00", "--out", str(paid)).code == 0
    assert all(file.read_bytes().startswith(b"%PDF") for file in (owed, paid))
    assert (paid.stat().st_mode & 0o777, paid.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_837p_of_what_is_ready_passes_both_checks_or_says_what_is_missing(root: Path) -> None:
    missing = robin(root, "bill", "--ready", "--to", "837p")
    assert missing.code == 1
    assert "Nothing was billed." in missing.out
    assert "Left out v00: " in missing.out
