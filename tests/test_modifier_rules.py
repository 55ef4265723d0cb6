import pytest

from charting_tui.rules.registry import lint
from tests.rule_forms import Form, case_in, fixed, found, labels, visit


def line(code: str = "97140", *modifiers: str, **more: object) -> Form:
    return {"code": code, "minutes": 30, "modifiers": list(modifiers), **more}


def times(begin: str, end: str) -> list[dict[str, str]]:
    return [{"in": begin, "out": end}]


@pytest.mark.parametrize(
    ("given", "kept"),
    [(["59", "KX", "GP"], ("59", "GP", "KX")), (["KX", "GA", "GP"], ("GP", "KX", "GA"))],
)
def test_a_late_discipline_goes_to_its_place(given: list[str], kept: tuple[str, ...]) -> None:
    case = fixed(visit(line("97140", *given)), "M002", "Move GP")
    assert case.lines[0].claim.modifiers == kept
    assert not found(case, "M002")


def test_of_two_disciplines_either_may_stay() -> None:
    case = visit(line("97140", "GP", "59", "go"))
    assert labels(case, "M003") == ["Keep GP on 97140", "Keep GO on 97140"]
    assert fixed(case, "M003", "Keep GO").lines[0].claim.modifiers == ("59", "go")


def test_59_goes_where_an_exact_modifier_stands_beside_it() -> None:
    assert fixed(visit(line("97140", "59", "xs")), "M004", "59").lines[0].claim.modifiers == ("xs",)


def test_an_office_visit_gets_25_once() -> None:
    case = fixed(visit(line("99213", "25", "59")), "M005", "25")
    assert case.lines[0].claim.modifiers == ("25",)


def test_25_goes_from_a_procedure_and_nothing_else_does() -> None:
    assert fixed(visit(line("97140", "25", "GP")), "M006", "25").lines[0].claim.modifiers == ("GP",)


def test_unknown_and_doubled_modifiers_are_taken_out() -> None:
    assert fixed(visit(line("97140", "gp", "ZZ")), "M014", "Remove").lines[0].claim.modifiers == ("GP",)
    assert fixed(visit(line("97140", "GP", "gp")), "M014", "Keep").lines[0].claim.modifiers == ("GP",)


@pytest.mark.parametrize("modifier", ["95", "97", "TP", "U1", "Q6", "rt", "HQ"])
def test_modifiers_of_other_fields_are_not_doubted(modifier: str) -> None:
    assert not found(visit(line("97140", modifier)), "M014")


def test_the_nearer_rule_silences_the_pair() -> None:
    pairs = {
        "C012": ("97150", "97110"),
        "C014": ("98940", "97124"),
        "C016": ("97140", "97750"),
        "C018": ("G0283", "97032"),
    }
    for rule, codes in pairs.items():
        case = visit(*(line(code, "GP") for code in codes))
        assert {one.rule for one in lint(case)} & {"C012", "C014", "C016", "C018", "C019"} == {rule}
        opened = visit(line(codes[0], "GP"), line(codes[1], "59", "GP"))
        assert not {one.rule for one in lint(opened)} & {rule, "C019"}


def test_59_is_added_only_where_the_record_shows_what_sets_services_apart() -> None:
    test = line("97750", "GP", blocks=times("09:30", "09:45"))
    apart = visit(line("97140", "GP", blocks=times("09:00", "09:30")), test)
    case = fixed(apart, "C016", "their times do not overlap")
    assert case.lines[1].claim.modifiers == ("59", "GP")
    assert not {one.rule for one in lint(case)} & {"C016", "C019", "M017", "M018"}
    overlapping = visit(line("97140", "GP", blocks=times("09:00", "09:40")), test)
    assert not [label for label in labels(overlapping, "C016") if label.startswith("Add 59")]
    adjusted = line("98940", regions=["lumbar"])
    assert "Add 59 to 97124: they treat different regions" in labels(
        visit(adjusted, line("97124", area="neck")), "C014"
    )


@pytest.mark.parametrize(
    "note",
    [
        "MFR R shoulder, 10:15-10:30.",
        "R shoulder treated separately.",
        "Different region from the adjustment.",
        "Minutes do not overlap.",
        "Afternoon session.",
    ],
)
def test_a_sentence_of_the_note_gives_the_reason_for_59(note: str) -> None:
    adjusted = line("98940", "GP")
    assert not found(visit(adjusted, line("97140", "59"), note=note), "M017")
    assert found(visit(adjusted, line("97140", "59"), note="MFR neck."), "M017")


def test_the_reason_may_stand_on_the_lines() -> None:
    for one, other in (
        ({"area": "low back"}, {"area": "L shoulder"}),
        ({"side": "left", "area": "neck"}, {"side": "right", "area": "neck"}),
        ({}, {"narrative": "given before the adjustment"}),
    ):
        assert not found(visit(line("98940", **one), line("97140", "59", **other)), "M017")


def test_times_that_overlap_refute_59_whatever_the_note_says() -> None:
    both = times("09:00", "09:30")
    case = visit(
        line("97140", "GP", blocks=both),
        line("97750", "59", blocks=both),
        note="A separate test.",
    )
    assert "overlap" in found(case, "M017")[0].message


def test_a_partner_may_be_of_another_visit_of_that_day() -> None:
    day: Form = {"date": "2026-11-19", "services": [line("97124", "59")]}
    adjusted: Form = {"date": "2026-11-19", "services": [{"code": "98940"}]}
    assert found(case_in({"visit": day}), "M018")
    assert not found(case_in({"visit": day, "earlier_visits": [adjusted]}), "M018")
    assert found(case_in({"visit": day, "earlier_visits": [{**adjusted, "date": "2026-11-12"}]}), "M018")
    assert not found(case_in({"visit": day, "claim": {"already_billed": ["98940-AT"]}}), "M018")


def test_25_opens_a_pair_on_an_office_visit_alone() -> None:
    assert found(visit(line("98940", "AT", "GP"), line("97140", "25", "GP")), "C014")
    assert not found(visit(line("99213", "25"), line("98940", "AT", "GP")), "C019")


def test_59_without_which_a_line_would_not_be_paid_is_not_just_taken_away() -> None:
    beside = visit(line("98940", "GP"), line("97140", "59", "GP"), note="MFR neck.")
    assert labels(beside, "M017")[1:] == ["Keep 97140 in the record, do not bill it"]
    twice = visit(line("97140", "GP"), line("97140", "59", "GP"), note="MFR neck.")
    assert labels(twice, "M017")[1:] == ["Move these 30 minutes to the first line of 97140"]
    elsewhere = visit(line("98940"), line("97140", "59"), note="MFR neck.", payer="auto")
    assert labels(elsewhere, "M017")[1:] == ["Remove 59 from 97140"]


@pytest.mark.parametrize(("modifier", "rule"), [("KX", "M008"), ("CQ", "M009")])
def test_what_wants_a_discipline_for_its_own_sake_is_the_one_finding(modifier: str, rule: str) -> None:
    lines = (line("97110", modifier), line("97140"))
    told = [(one.rule, one.field) for one in lint(visit(*lines)) if one.rule in {"M001", "M008", "M009"}]
    assert told == [(rule, "visit.services[0].modifiers"), ("M001", "visit.services[1].modifiers")]
