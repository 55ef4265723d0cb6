import json
from collections.abc import Callable
from pathlib import Path

import pytest

from charting_tui.records.visit import AreaFinding, Facts, Measure, Treatment
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import Status
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.written import Writer

LINES = [one["line"] for one in json.loads((Path(__file__).parent / "lines.json").read_text())]
WRITER = Writer(packaged_vocabulary())
WRITES: dict[str, Callable[[Facts], str]] = {
    "scores": WRITER.scores,
    "findings": WRITER.findings,
    "ranges": WRITER.ranges,
    "function": WRITER.function,
    "outcomes": WRITER.outcomes,
    "goals": WRITER.goals,
    "treatments": lambda facts: WRITER.treatments(
        one.model_copy(update={"blocks": ()}) for one in facts.treatments
    ),
    "responses": WRITER.responses,
}


def told(facts: Facts, name: str) -> object:
    values = getattr(facts, name)
    if isinstance(values, str):
        return values
    plain = [
        one if isinstance(one, str) else {**one.model_dump(), "blocks": (), "earlier": None, "worst": None}
        for one in values
    ]
    return sorted(map(str, plain))


@pytest.mark.parametrize("line", LINES, ids=[line[:60] for line in LINES])
def test_what_is_written_back_is_read_as_the_same_facts(line: str) -> None:
    facts = read(line).facts
    for name, write in WRITES.items():
        piece = write(facts)
        if piece:
            assert told(read(piece).facts, name) == told(facts, name), (name, piece)


def test_most_of_those_lines_can_be_written_back() -> None:
    wholes = [
        write(facts)
        for facts in (read(line).facts for line in LINES)
        for name, write in WRITES.items()
        if getattr(facts, name)
    ]
    assert len([piece for piece in wholes if piece]) > 0.8 * len(wholes)


def test_what_the_line_could_not_say_is_not_offered() -> None:
    facts = Facts(
        findings=(AreaFinding(area="somewhere odd", kind="odd", grade=2),),
        function=(Measure(name="sit at a desk, minutes", value=20),),
    )
    assert (WRITER.findings(facts), WRITER.function(facts)) == ("", "")


def test_a_treatment_takes_other_minutes_areas_and_details() -> None:
    given = Treatment(technique="massage", code="97124", minutes=55, areas=("neck",), details=("effleurage",))
    assert WRITER.treatment(given) == "mt55 @ neck : effleurage"
    assert WRITER.treatment(given, "40", "ut lev r", "pet") == "mt40 @ ut lev r : pet"


def test_a_technique_that_is_billed_otherwise_is_written_by_its_code() -> None:
    given = Treatment(technique="massage", code="97140", minutes=20, areas=("right shoulder",))
    piece = WRITER.treatments([given])
    assert piece == "97140 20 @ sh r : massage"
    assert all(token.status is Status.UNDERSTOOD for token in read(piece).tokens)
