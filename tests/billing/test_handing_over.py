import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from charting_tui.billing.claim_data import ClaimData
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.formats import FileRequest
from charting_tui.operations.billing.handing_over import (
    BillableVisit,
    finish_broken_off,
    hand_over,
    send_again,
    send_batch,
    undo_batch,
)
from charting_tui.operations.signing.claim_changes import fix_claim
from charting_tui.records.batch import Batch, BatchState
from charting_tui.records.claim import ClaimState, Draft
from charting_tui.records.payer import Setting
from charting_tui.store.batches.delivery import NotDelivered
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ClinicNotUsable
from charting_tui.worklist.summary import Bucket

from .claims import JSON, NOTE, TWO_PAYERS, billers_login, claim_in, places, ready_clinic


def handed(store: ChartStore, count: int = 3, *, send: bool = True) -> Batch:
    out = hand_over(store, places(count), JSON, send=send)
    assert out.batch is not None
    assert out.left_out == ()
    return out.batch


def states(store: ChartStore, count: int = 3) -> list[ClaimState]:
    return [claim_in(store, number).state for number in range(count)]


def test_claims_are_sent_as_one_batch_and_charts_manifest_and_file_agree(robin: ChartStore) -> None:
    batch = handed(robin)
    assert states(robin) == [ClaimState.SENT] * 3
    kept = robin.batches.read(batch.id)
    assert (kept.state, kept.made_by, kept.cents) == (BatchState.SENT, "robin", 3 * 13500)
    (file,) = kept.files
    made = json.loads(robin.batches.content(batch.id, file))
    numbers = [claim["number"] for claim in made["claims"]]
    assert numbers == [entry.number for entry in kept.claims]
    assert numbers == [claim_in(robin, number).number for number in range(3)]
    assert all(len(number) <= 14 for number in numbers)
    assert {claim_in(robin, number).batch for number in range(3)} == {batch.id}
    assert claim_in(robin).billed_on == robin.clock.today()
    assert (robin.root / "claims" / batch.id).stat().st_mode & 0o777 == 0o700
    assert all(row.bucket is Bucket.DONE for row in robin.summaries())
    assert robin.verify().faults == ()


def test_each_hand_over_is_told_in_the_history_old_to_new(robin: ChartStore) -> None:
    batch = handed(robin)
    created, sent = robin.history("c00")[-2:]
    assert f"claim open → written; batch – → {batch.id}; number – → {batch.claims[0].number}" == created.how
    assert sent.how == "claim written → sent"
    assert (sent.by, sent.subject) == ("robin", "v00")


def test_only_a_biller_or_the_owner_hands_claims_over(robin: ChartStore) -> None:
    lee = billers_login(robin.root, "lee")
    with pytest.raises(NotAllowed, match="Only a biller or the owner"):
        hand_over(lee, places(1), JSON)
    lee.close()
    assert robin.batches.all() == []


def test_what_is_billed_already_or_not_ready_is_left_out_with_its_reason(robin: ChartStore) -> None:
    handed(robin, 2)
    out = hand_over(robin, places(3), JSON)
    assert [(one.place.visit, one.why) for one in out.left_out] == [
        ("v00", "The visit is already sent."),
        ("v01", "The visit is already sent."),
    ]
    assert out.batch is not None
    assert [entry.visit for entry in out.batch.claims] == ["v02"]
    nothing = hand_over(robin, places(3), JSON)
    assert nothing.batch is None
    assert len(robin.batches.all()) == 2


def test_a_created_batch_can_be_undone_and_numbers_never_come_again(robin: ChartStore) -> None:
    batch = handed(robin, send=False)
    assert states(robin) == [ClaimState.WRITTEN] * 3
    before = {entry.number for entry in batch.claims}
    assert undo_batch(robin, batch.id).state is BatchState.UNDONE
    assert states(robin) == [ClaimState.OPEN] * 3
    assert claim_in(robin).number == ""
    again = handed(robin)
    assert before.isdisjoint({entry.number for entry in again.claims})
    assert again.id != batch.id
    with pytest.raises(NotAllowed, match="only a batch that hasn't been sent"):
        undo_batch(robin, again.id)


def test_a_lost_counter_goes_on_behind_the_last_number(robin: ChartStore) -> None:
    batch = handed(robin)
    (robin.root / "claims" / "numbers.json").unlink()
    (number,) = robin.batches.take_numbers(1)
    assert number > max(int(entry.number.rpartition("-")[2]) for entry in batch.claims)


def test_a_created_batch_is_sent_later_by_a_person(robin: ChartStore) -> None:
    batch = handed(robin, send=False)
    assert send_batch(robin, batch.id).state is BatchState.SENT
    assert states(robin) == [ClaimState.SENT] * 3


def test_sending_again_is_marked_and_has_new_numbers(robin: ChartStore) -> None:
    first = handed(robin)
    out = send_again(robin, first.id, JSON)
    assert out.batch is not None
    assert out.batch.again == first.id
    assert claim_in(robin).batch == out.batch.id
    assert {entry.number for entry in first.claims}.isdisjoint({entry.number for entry in out.batch.claims})


def test_a_file_that_is_not_right_leaves_every_claim_as_it_was(robin: ChartStore) -> None:
    wrong = replace(JSON, check=lambda _content, _claims, _request: ["v00 has no member number."])
    with pytest.raises(BadInput, match="so nothing was billed: v00 has no member number"):
        hand_over(robin, places(3), wrong)
    assert states(robin) == [ClaimState.OPEN] * 3
    assert robin.batches.all() == []


def test_a_file_that_was_altered_is_not_sent(robin: ChartStore) -> None:
    batch = handed(robin, send=False)
    robin.batches.file(batch.id, batch.files[0].name).write_bytes(b"{}")
    with pytest.raises(ClinicNotUsable, match="was changed after it was made"):
        send_batch(robin, batch.id)
    assert states(robin) == [ClaimState.WRITTEN] * 3


def test_files_are_brought_to_the_folder_that_the_practice_names(robin: ChartStore, tmp_path: Path) -> None:
    to_folder(robin, tmp_path / "outbox")
    batch = handed(robin)
    assert [file.name for file in (tmp_path / "outbox").iterdir()] == [f"{batch.id}.json"]
    assert batch.destination == str(tmp_path / "outbox")


def test_a_destination_that_refuses_leaves_the_batch_created(robin: ChartStore, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("no folder")
    to_folder(robin, tmp_path / "outbox")
    with pytest.raises(NotDelivered, match="couldn't save the claims"):
        hand_over(robin, places(3), JSON)
    (batch,) = robin.batches.all()
    assert batch.state is BatchState.CREATED
    assert states(robin) == [ClaimState.WRITTEN] * 3
    (tmp_path / "outbox").unlink()
    assert send_batch(robin, batch.id).state is BatchState.SENT


def to_folder(store: ChartStore, folder: Path) -> None:
    kim = billers_login(store.root, "kim")
    practice = kim.office.practice.model_copy(update={"claims_go_to": str(folder)})
    kim.save_office(kim.office.model_copy(update={"practice": practice}))
    kim.close()
    store.reload_office()


def test_a_claim_that_somebody_bills_while_the_file_is_made_is_left_out(robin: ChartStore) -> None:
    other = billers_login(robin.root, "kim")

    def slowly(claims: Sequence[ClaimData], order: FileRequest) -> bytes:
        if claim_in(other, 1).state is ClaimState.OPEN:
            hand_over(other, [BillableVisit("c01", "v01")], JSON)
        return JSON.make(claims, order)

    out = hand_over(robin, places(3), replace(JSON, make=slowly))
    assert out.batch is not None
    assert [entry.visit for entry in out.batch.claims] == ["v00", "v02"]
    assert [one.place.visit for one in out.left_out] == ["v01"]
    assert states(robin) == [ClaimState.SENT] * 3
    assert sorted(batch.state for batch in robin.batches.all()) == ["sent", "sent", "undone"]
    other.close()


def test_a_stale_fix_does_not_open_a_claim_that_was_sent_meanwhile(robin: ChartStore) -> None:
    stale = robin.chart("c00").visits[0]
    handed(robin)
    line = stale.claim.lines[0].model_copy(update={"modifiers": ("GP", "59")})
    with pytest.raises(Conflict):
        fix_claim(robin, "c00", stale, Draft(visit=stale.visit, claim=stale.claim.with_line(line)))
    assert claim_in(robin).state is ClaimState.SENT


def test_what_was_broken_off_before_it_left_is_undone_and_what_left_is_finished(robin: ChartStore) -> None:
    batch = handed(robin, send=False)
    robin.batches.save(batch.model_copy(update={"state": BatchState.BEGUN}))
    assert "was undone" in finish_broken_off(robin)[0]
    assert states(robin) == [ClaimState.OPEN] * 3
    batch = handed(robin, send=False)
    left = batch.model_copy(update={"state": BatchState.DELIVERED, "sent_at": robin.clock.now()})
    robin.batches.save(left)
    assert "Its claims are now marked as sent" in finish_broken_off(robin)[0]
    assert states(robin) == [ClaimState.SENT] * 3
    assert finish_broken_off(robin) == ()


def test_a_batch_that_somebody_is_at_work_on_is_left_alone(robin: ChartStore) -> None:
    batch = handed(robin, send=False)
    robin.batches.save(batch.model_copy(update={"state": BatchState.BEGUN}))
    other = billers_login(robin.root, "kim")
    with robin.batches.at_work(batch.id):
        assert finish_broken_off(other) == ()
    assert finish_broken_off(other) != ()
    other.close()


@pytest.mark.parametrize("wanted", [True, False, None])
def test_the_note_goes_with_a_claim_only_to_a_payer_that_wants_notes(
    tmp_path: Path, wanted: bool | None
) -> None:
    sound, *others = TWO_PAYERS.payers
    setting = None if wanted is None else Setting[bool](value=wanted)
    payers = (sound.model_copy(update={"wants_notes": setting}), *others)
    store = ready_clinic(tmp_path / "clinic", 1, TWO_PAYERS.model_copy(update={"payers": payers}))
    asked: list[FileRequest] = []

    def make(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
        asked.append(request)
        return JSON.make(claims, request)

    assert hand_over(store, places(1), replace(JSON, make=make)).batch is not None
    notes = asked[0].notes
    assert list(notes) == (["v00"] if wanted else [])
    assert not wanted or NOTE.plan in notes["v00"][0]
    store.close()
