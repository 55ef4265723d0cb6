import pytest

from charting_tui.coding.billing.payers import preset, presets
from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput

NAMES = [
    "medicare",
    "medicaid",
    "uhc",
    "anthem",
    "regence",
    "premera",
    "bcbs_nd",
    "ump",
    "va_ccn",
    "wa_lni",
    "workers_comp",
    "auto",
    "florida_pip",
    "medicare_advantage",
    "uhc_medicare",
    "aetna",
    "cigna",
    "humana",
    "tricare",
    "kaiser",
    "ash",
    "commercial",
    "client_pay",
]


def test_there_is_a_preset_for_each_name_of_the_form() -> None:
    assert [payer.id for payer in presets()] == NAMES


def test_every_setting_of_a_preset_says_where_it_was_read_and_since_when() -> None:
    for payer in read_json("payers.json")["payers"]:
        for name, setting in payer.items():
            if name not in {"id", "name", "kind", "why_unknown"}:
                assert setting["source"], (payer["id"], name)
                assert "since" in setting, (payer["id"], name)


@pytest.mark.parametrize("name", ["auto", "workers_comp", "wa_lni"])
def test_filing_days_that_no_source_gives_are_left_open_with_what_was_looked_for(name: str) -> None:
    payer = preset(name)
    assert payer.filing_days is None
    assert payer.why_unknown["filing_days"].endswith(("Ask the insurer.", "ask the insurer.", "Ask L&I."))


def test_an_unknown_preset_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        preset("acme")
    assert all(name in refused.value.sentence for name in NAMES)


@pytest.mark.parametrize("name", ["medicare", "uhc", "anthem", "va_ccn"])
def test_payers_that_want_a_discipline_modifier_say_so(name: str) -> None:
    assert preset(name).discipline_modifier.value


@pytest.mark.parametrize("name", ["workers_comp", "wa_lni", "auto", "florida_pip", "client_pay"])
def test_payers_of_injuries_and_clients_apply_no_ncci_pairs(name: str) -> None:
    assert not preset(name).ncci.value


def test_visits_before_the_first_authorization_are_counted_by_payer() -> None:
    free = {}
    for name in ("va_ccn", "premera", "wa_lni"):
        need = preset(name).authorization
        assert need is not None
        assert need.value.required
        free[name] = need.value.free_visits
    assert free == {"va_ccn": 0, "premera": 6, "wa_lni": 6}


def test_limits_of_a_day_and_a_year_are_held() -> None:
    anthem, plan = preset("anthem").daily_cap, preset("ump").year_visits
    assert anthem is not None
    assert plan is not None
    assert (anthem.value.units, anthem.value.minutes, str(anthem.since)) == (4, 60, "2021-04-01")
    assert plan.value == 16


def test_only_the_client_is_no_insurer() -> None:
    assert [payer.id for payer in presets() if not payer.insures] == ["client_pay"]
