import json

from tests.command_line import call


def test_units_answer_in_exactly_the_promised_json() -> None:
    answer = call("units", "--rule", "cms", "97110=33", "97140=7", "--format", "json")
    assert answer.code == 0
    assert json.loads(answer.out) == {"total": 3, "units": {"97110": 2, "97140": 1}, "alternatives": []}


def test_units_list_every_acceptable_answer_where_remainders_tie() -> None:
    answer = json.loads(
        call("units", "--rule", "cms", "97110=20", "97112=20", "97010=10", "--format", "json").out
    )
    assert answer["total"] == 3
    assert answer["alternatives"] == [{"97110": 2, "97112": 1}, {"97110": 1, "97112": 2}]
    assert answer["untimed"] == {"97010": 1}


def test_units_answer_in_words_by_the_rule_asked_for() -> None:
    answer = call("units", "--rule", "ama", "97110=33", "97140=7")
    assert answer.out.splitlines()[:3] == [
        "97110  33 min  2 units",
        "97140   7 min  0 units",
        "total  40 min  2 units",
    ]


def test_units_go_by_the_clock_that_is_set_and_say_how_many_answers_tie() -> None:
    codes = ("97110", "97112", "97116", "97124", "97140", "97530", "97533", "97535", "97537", "97542")
    words = [f"{code}=7" for code in codes]
    assert (
        "There are 252 correct ways to bill these units. The first 64 are listed."
        in call("units", *words).out
    )
    assert len(json.loads(call("units", *words, "--format", "json").out)["alternatives"]) == 64
    assert call("units", "97110=33", CHARTING_NOW="yesterday").refused_in_one_sentence()
