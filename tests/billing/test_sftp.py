import getpass
from pathlib import Path

import pytest

from charting_tui.operations.billing.handing_over import hand_over, send_batch
from charting_tui.records.batch import BatchState
from charting_tui.records.claim import ClaimState
from charting_tui.store.batches.delivery import NotDelivered
from charting_tui.store.chart_store import ChartStore
from tests.ssh_server import SshServer, what_is_missing

from .claims import JSON, billers_login, claim_in, places

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "sshd"),
]


def settings(store: ChartStore, **values: str) -> None:
    kim = billers_login(store.root, "kim")
    practice = kim.office.practice.model_copy(update=values)
    kim.save_office(kim.office.model_copy(update={"practice": practice}))
    kim.close()
    store.reload_office()


def test_claims_go_by_sftp_to_the_server_whose_key_is_pinned_and_to_no_other(
    robin: ChartStore, tmp_path: Path
) -> None:
    inbound, place, keys = tmp_path / "in bound", tmp_path / "server", tmp_path / "keys"
    inbound.mkdir()
    with SshServer(place, str(keys)) as server:
        keys.write_text(server.new_key("claims"))
        host_key = " ".join((place / "host.pub").read_text().split()[:2])
        address = f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}/{inbound}"
        other = " ".join(server.new_key("other").split()[:2])
        settings(robin, claims_go_to=address, sftp_key=str(place / "claims"), sftp_host_key=other)
        with pytest.raises(NotDelivered, match="Nothing is marked as sent"):
            hand_over(robin, places(2), JSON)
        (batch,) = robin.batches.all()
        assert batch.state is BatchState.CREATED
        assert claim_in(robin).state is ClaimState.WRITTEN
        assert list(inbound.iterdir()) == []
        settings(robin, sftp_host_key=host_key)
        assert send_batch(robin, batch.id).state is BatchState.SENT
        (sent,) = inbound.iterdir()
        assert sent.name == batch.files[0].name
        assert sent.read_bytes() == robin.batches.content(batch.id, batch.files[0])
    assert claim_in(robin).state is ClaimState.SENT


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("claims_go_to", "sftp://nowhere", "isn't in the form"),
        ("sftp_host_key", "", "host key is missing"),
        ("sftp_key", "/nowhere/key", "key file isn't there"),
    ],
)
def test_a_setting_that_is_missing_is_named(
    robin: ChartStore, tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    key = tmp_path / "key"
    key.write_text("key")
    given = {
        "claims_go_to": "sftp://clinic@127.0.0.1:1/in",
        "sftp_key": str(key),
        "sftp_host_key": "ssh-ed25519 AAAA",
    }
    settings(robin, **(given | {name: value}))
    with pytest.raises(NotDelivered, match=sentence):
        hand_over(robin, places(1), JSON)
