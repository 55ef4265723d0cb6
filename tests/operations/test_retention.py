from collections.abc import Callable
from datetime import date

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.operations.clients.retention import kept_until, past_retention, rule_in_words
from charting_tui.records.people import Practice
from charting_tui.store.chart_store import ChartStore


@pytest.mark.parametrize(
    ("last", "born", "until"),
    [
        (date(2016, 5, 1), date(1980, 3, 7), date(2026, 5, 1)),
        (date(2016, 5, 1), None, date(2026, 5, 1)),
        (date(2016, 5, 1), date(2000, 6, 1), date(2028, 6, 1)),
        (date(2016, 5, 1), date(1998, 5, 1), date(2026, 5, 1)),
        (date(2016, 2, 29), date(1980, 3, 7), date(2026, 3, 1)),
    ],
)
def test_a_record_is_kept_for_years_after_the_last_visit_and_a_minors_after_majority(
    last: date, born: date | None, until: date
) -> None:
    assert kept_until(last, born, Practice()) == until


def test_the_years_are_the_clinics_and_are_told_as_not_verified() -> None:
    practice = Practice(state="WA", retention_years=7, retention_minor_years=3)
    assert kept_until(date(2016, 5, 1), date(2000, 6, 1), practice) == date(2023, 5, 1)
    assert "not verified against the law of WA (WAC 246-830-570)" in rule_in_words(practice)


def test_only_an_owner_sees_whose_period_is_over(kim: ChartStore, login: Callable[[str], ChartStore]) -> None:
    assert list(past_retention(kim)) == []
    with pytest.raises(NotAllowed):
        list(past_retention(login("robin")))
