from datetime import UTC, datetime
from pathlib import Path

from charting_tui.operations.backups.restoring import restore_chart
from charting_tui.operations.billing.handing_over import hand_over
from charting_tui.store.backups.backup import back_up
from charting_tui.store.backups.places import FolderPlace
from charting_tui.store.backups.restore import newest, take_out_one
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chart_store import ChartStore

from .claims import JSON, billers_login, claim_in, places


def test_a_chart_restored_from_before_its_claim_was_handed_over_is_not_billed_twice(
    robin: ChartStore, tmp_path: Path
) -> None:
    target, work = tmp_path / "disk", tmp_path / "work"
    target.mkdir()
    work.mkdir()
    place = FolderPlace(target)
    back_up(robin.root, place, Sealing(()), datetime(2026, 11, 23, tzinfo=UTC))
    hand_over(robin, places(1), JSON)
    handed_over = claim_in(robin)
    client = places(1)[0].client
    (robin.root / "charts" / f"{client}.json").write_text("torn")
    kim = billers_login(robin.root, "kim")
    copy = take_out_one(place, newest(place), None, f"charts/{client}.json", work)
    back = restore_chart(kim, client, copy, "from the backup of the morning")
    assert (back.restored.lost, back.billed_again) == (2, 1)
    assert claim_in(kim) == handed_over
    assert kim.verify().faults == ()
    kim.close()
