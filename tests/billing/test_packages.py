from datetime import timedelta

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.client_payments import (
    package_words,
    take_payment,
    void_payment,
)
from charting_tui.operations.billing.receipts import receipt_of
from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.records.packages import VisitPackage, packages_used
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_files.writing import ChartChange, Committed
from charting_tui.store.chart_store import ChartStore
from tests.clinic import NOW, TODAY
from tests.pdf_text import needs_poppler, pages_of

from .claims import DAY, TWO_PAYERS, a_chart, a_claim, a_file, a_visit, billers_login

TEN = VisitPackage(id="g1", visits=10, visits_used=8, price=85000, bought_on=TODAY, paid_by="check")


@pytest.fixture
def pam(tmp_path_factory: pytest.TempPathFactory) -> ChartStore:
    """The biller, where one client with three visits to pay has two left in a package."""
    root = tmp_path_factory.mktemp("clinic") / "clinic"
    ChartStore.create(root, TWO_PAYERS, person="robin", read_clock=lambda: NOW).close()
    store = billers_login(root)
    service = a_visit().services[0].model_copy(update={"bill_to": BillTo.CLIENT})
    charts = [a_chart(a_visit(f"v{n}", services=(service,)), a_claim(f"v{n}")) for n in range(3)]
    whole = charts[0].model_copy(update={"visits": tuple(one.visits[0] for one in charts)})
    file = a_file("jane", packages=(TEN,))
    store.add_charts([whole.model_copy(update={"file": file})])
    return store


def test_a_package_counts_down_until_no_visit_is_left(pam: ChartStore) -> None:
    assert package_words(pam, "jane", DAY) == "2 of 10 visits left"
    take_payment(pam, "jane", "v0", 13500, "package")
    assert pam.history("jane")[-1].how == "client paid – → 135.00 package g1"
    take_payment(pam, "jane", "v1", 13500, "package")
    assert package_words(pam, "jane", DAY) == ""
    with pytest.raises(NotAllowed, match="has no visits left"):
        take_payment(pam, "jane", "v2", 13500, "package")
    void_payment(pam, "jane", "v1", 1, "wrong visit")
    assert package_words(pam, "jane", DAY) == "1 of 10 visits left"
    pam.close()


def test_a_visit_is_taken_off_a_package_once_and_never_off_one_that_expired(pam: ChartStore) -> None:
    take_payment(pam, "jane", "v0", 5000, "package")
    with pytest.raises(NotAllowed, match="package already paid"):
        take_payment(pam, "jane", "v0", 5000, "package")
    known = read_known(pam, "jane")
    over = TEN.model_copy(update={"expires": DAY - timedelta(days=1)})
    known = save_file(pam, known, known.file.model_copy(update={"packages": (over,)}))
    with pytest.raises(NotAllowed, match="has no visits left"):
        take_payment(pam, "jane", "v1", 5000, "package")
    save_file(pam, known, known.file.model_copy(update={"packages": ()}))
    with pytest.raises(NotAllowed, match="has no package"):
        take_payment(pam, "jane", "v1", 5000, "package")
    pam.close()


@needs_poppler
def test_a_receipt_counts_a_package_as_received_when_it_is_bought(pam: ChartStore) -> None:
    take_payment(pam, "jane", "v0", 13500, "package")
    (page,) = pages_of(receipt_of(pam, "jane", TODAY))
    for words in ("Check Package of 10 visits $850.00", "From package $135.00", "Received $850.00"):
        assert words in page
    with pytest.raises(BadInput, match=r"paid nothing on 11/19/2026"):
        receipt_of(pam, "jane", DAY)
    pam.close()


def test_of_two_logins_that_take_the_last_visit_of_a_package_exactly_one_gets_it(pam: ChartStore) -> None:
    take_payment(pam, "jane", "v0", 13500, "package")
    other = billers_login(pam.root)
    store = ChartStore.open(pam.root, person="robin", read_clock=lambda: NOW)
    commit = store.commit

    def slowly(change: ChartChange) -> Committed:
        take_payment(other, "jane", "v1", 13500, "package")  # after all that the first login has looked at
        return commit(change)

    store.commit = slowly  # type: ignore[method-assign]
    with pytest.raises(NotAllowed, match="has no visits left"):
        take_payment(store, "jane", "v2", 13500, "package")
    used = packages_used(kept.claim for kept in pam.chart("jane").visits)
    assert used == {"g1": 2}
    for login in (other, store, pam):
        login.close()
