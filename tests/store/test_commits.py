from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.addresses import Address
from charting_tui.records.canonical import canonical, digest
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import Addendum, Dismissal
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartMissing

from .records import MORNING, edit, revision, said, signed, stored, visit_saying
from .typing_hands import type_in

pytestmark = pytest.mark.both_engines


def sign(store: ChartStore, text: str) -> None:
    visit = visit_saying(text)
    store.commit(
        ChartChange(Act.SIGNED, "c1", visit=visit, visit_revision=revision(store), signed=signed(visit))
    )


def test_a_save_over_a_newer_revision_is_refused_and_both_texts_survive(charted: ChartStore) -> None:
    mine = edit(charted, "mine")
    charted.commit(edit(charted, "theirs"))
    with pytest.raises(Conflict) as conflict:
        charted.commit(mine)
    theirs = conflict.value.theirs
    assert isinstance(theirs, VisitFile)
    assert theirs.visit.note.subjective == "theirs"
    assert mine.visit
    assert mine.visit.note.subjective == "mine"
    assert said(charted) == "theirs"


def test_a_clients_file_saved_over_a_newer_one_is_a_conflict(charted: ChartStore) -> None:
    file = charted.chart("c1").file
    elm = Address(street="1 Elm", city="Salem", state="OR", zip_code="97301")
    moved = file.model_copy(update={"client": file.client.model_copy(update={"address": elm})})
    assert charted.commit(ChartChange(Act.EDITED, "c1", file=moved, file_revision=1)).file_revision == 2
    with pytest.raises(Conflict) as conflict:
        charted.commit(ChartChange(Act.EDITED, "c1", file=file, file_revision=1))
    assert conflict.value.theirs == moved


def test_a_new_visit_under_an_id_that_exists_is_a_conflict(charted: ChartStore) -> None:
    with pytest.raises(Conflict):
        charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("again")))


def test_a_new_client_under_an_id_that_exists_is_a_conflict(charted: ChartStore) -> None:
    with pytest.raises(Conflict):
        charted.commit(ChartChange(Act.OPENED, "c1", file=charted.chart("c1").file))


def test_revisions_go_up_by_one(charted: ChartStore) -> None:
    done = [charted.commit(edit(charted, text)) for text in ("a", "b", "c")]
    assert [one.visit_revision for one in done] == [2, 3, 4]
    assert [one.event for one in done] == [3, 4, 5]


def test_visit_signature_and_event_are_one_transaction(charted: ChartStore) -> None:
    sign(charted, "final")
    kept = charted.chart("c1").visits[0]
    assert kept.signed is not None
    assert kept.signed.text == canonical(kept.visit)
    event = charted.history("c1")[-1]
    assert event.act is Act.SIGNED
    assert set(event.after) == {"visits/v1", "signed/v1"}


def test_a_signed_visit_refuses_a_change(charted: ChartStore) -> None:
    sign(charted, "final")
    with pytest.raises(NotAllowed, match="Add an addendum"):
        charted.commit(edit(charted, "afterthought"))
    assert said(charted) == "final"


def test_a_signed_visit_is_not_signed_again(charted: ChartStore) -> None:
    sign(charted, "final")
    with pytest.raises(NotAllowed):
        charted.commit(ChartChange(Act.SIGNED, "c1", signed=signed(visit_saying("other"))))


def test_a_signature_over_another_text_is_refused(charted: ChartStore) -> None:
    wrong = signed(visit_saying("a")).model_copy(update={"text": "{}"})
    with pytest.raises(BadInput):
        charted.commit(ChartChange(Act.SIGNED, "c1", signed=wrong))
    assert charted.chart("c1").visits[0].signed is None


def test_after_signing_billing_addenda_and_dismissals_are_still_written(charted: ChartStore) -> None:
    sign(charted, "final")
    row = stored(charted).split('"visits"')[1].split('"signed"')[0]
    charted.commit(ChartChange(Act.BILLED, "c1", subject="v1", claim=Claim(state=ClaimState.SENT)))
    charted.commit(ChartChange(Act.ADDED, "c1", subject="v1", addendum=Addendum(by="kim", text="also")))
    charted.commit(
        ChartChange(
            Act.DISMISSED,
            "c1",
            dismissal=Dismissal(visit="v1", rule="T001", field="x", reason="so", by="kim", at=MORNING),
        )
    )
    kept = charted.chart("c1").visits[0]
    assert kept.claim.state is ClaimState.SENT
    assert kept.claim.visit == "v1"
    assert [addendum.text for addendum in kept.addenda] == ["also"]
    assert [dismissal.rule for dismissal in kept.dismissals] == ["T001"]
    assert row in stored(charted)
    assert charted.verify().sound


def test_each_event_is_chained_to_the_one_before(charted: ChartStore) -> None:
    charted.commit(edit(charted, "a"))
    events = charted.history("c1")
    assert [event.number for event in events] == [1, 2, 3]
    assert events[0].before == ""
    for before, after in pairwise(events):
        assert after.before == digest(canonical(before))


def test_a_claim_for_a_visit_that_is_not_there_is_refused(charted: ChartStore) -> None:
    with pytest.raises(ChartMissing):
        charted.commit(ChartChange(Act.BILLED, "c1", subject="v9", claim=Claim()))


@pytest.mark.parametrize("odd", ["", "../c1", "a/b", ".c1", "c1.1", "x" * 65])
def test_an_id_that_could_leave_the_folder_is_refused(charted: ChartStore, odd: str) -> None:
    with pytest.raises(BadInput):
        charted.chart(odd)
    with pytest.raises(BadInput):
        charted.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("x", odd)))


def test_half_a_character_is_refused_in_one_sentence_and_nothing_is_written(charted: ChartStore) -> None:
    with pytest.raises(BadInput, match="a broken character"):
        charted.commit(edit(charted, "odd \ud800 sign"))
    assert said(charted) == "first words"


def test_two_people_on_one_visit_see_both_texts_and_the_second_saves_over_the_first(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    journal = lee.open_journal("c1", "v1", 1)
    text = type_in(journal, "lee's words")
    charted.commit(edit(charted, "kim's words"))
    mine = ChartChange(
        Act.EDITED,
        "c1",
        visit=visit_saying(text),
        visit_revision=1,
        session=journal.head.session,
        sequence=journal.sequence,
    )
    with pytest.raises(Conflict) as conflict:
        lee.commit(mine)
    theirs = conflict.value.theirs
    assert isinstance(theirs, VisitFile)
    assert theirs.visit.note.subjective == "kim's words"
    assert theirs.revision == conflict.value.revision == 2
    assert journal.replay().texts == {"subjective": "lee's words"}
    done = lee.commit(replace(mine, visit_revision=theirs.revision))
    text = type_in(journal, " more", text)
    journal.restart(done.visit_revision)
    assert journal.head.base_revision == 3
    assert journal.replay().texts == {"subjective": "lee's words more"}
    assert said(charted) == "lee's words"
    assert [event.by for event in charted.history("c1")[-2:]] == ["kim", "lee"]
    assert charted.verify().sound


def test_a_conflict_over_the_clients_file_tells_the_revision_to_save_over(charted: ChartStore) -> None:
    file = charted.chart("c1").file
    charted.commit(ChartChange(Act.EDITED, "c1", file=file, file_revision=1))
    with pytest.raises(Conflict) as conflict:
        charted.commit(ChartChange(Act.EDITED, "c1", file=file, file_revision=1))
    over = ChartChange(Act.EDITED, "c1", file=file, file_revision=conflict.value.revision)
    assert charted.commit(over).file_revision == 3
