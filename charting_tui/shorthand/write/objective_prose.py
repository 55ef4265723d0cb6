"""Writes what was found and done: palpation, ranges, tests, and the treatment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from charting_tui.records.visit import AreaFinding, Facts, Measure, Treatment
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.wording import capital, listed, minutes_told, placed, the, went

Ways = Iterator[Sequence[str]]
"""For each sentence the ways to say it, the plainest first: four, so that none comes again too soon."""
Told = Iterator[tuple[str, Sequence[str]]]
"""The kind of facts that a sentence tells, with the ways to say it."""
_FELT = re.compile(r" (?:to|on) palpation$")
"""What a sentence about palpation need not say again."""


def findings_and_ranges(facts: Facts, words: Vocabulary) -> Told:
    """Give palpation, ranges and girths, and special tests, each with its kind in some ways."""
    yield from (("findings", ways) for ways in palpation(facts.findings, words.scale))
    ranges = [one for one in facts.ranges if not one.worded]
    for (area, side), values in groupby(ranges, lambda one: (one.area, one.side)):
        both = side == "both"
        yield "ranges", _moved(area if both else f"{side} {area}".strip(), tuple(values), both=both)
    for test in facts.tests:
        if test.worded:
            continue
        where = {"left": " on the left", "right": " on the right"}.get(
            test.side, " on both sides" if test.side else ""
        )
        yield (
            "tests",
            (
                f"The {test.name} was {test.value}{where}.",
                f"{capital(test.name)}: {test.value}{where}.",
                f"On testing, the {test.name} was {test.value}{where}.",
                f"Tested the {test.name}, {test.value}{where}.",
            ),
        )


def treatments_given(facts: Facts, words: Vocabulary) -> Told:
    """Give what was done."""
    told = [one for one in facts.treatments if not one.worded]
    if told:
        given = "; ".join(_treatment(one, words.called) for one in told)
        yield (
            "treatments",
            (
                f"Treatment: {given}.",
                f"Treated with {given}.",
                f"Given today: {given}.",
                f"Work done: {given}.",
            ),
        )


def _moved(where: str, values: Sequence[Measure], *, both: bool) -> Sequence[str]:
    sides = " on both sides" if both else ""
    changed = [one for one in values if one.after is not None]
    still = [f"{one.name} {went(one)}{sides}" for one in values if one.after is None]
    told = [f"{one.name} {went(one)}{sides}" for one in changed[:1]]
    told += [f"{one.name} {went(one).removeprefix('went ')}{sides}" for one in changed[1:]]
    parts = [f"{listed(told)} over the session"] if told else []
    said = "; ".join([*parts, *([listed(still)] if still else [])])
    return (
        f"{capital(where)} {said}.",
        f"Measured today, {where} {said}.",
        f"On measuring, {where} {said}.",
        f"By measurement, {where} {said}.",
    )


def palpation(findings: Sequence[AreaFinding], scale: str) -> Ways:
    """Give the sentence of what was found in the areas, then that of what was not, each in several ways."""
    findings = [one for one in findings if not one.worded]
    places: dict[tuple[str, str], list[AreaFinding]] = {}
    for one in findings:
        if not one.negative:
            places.setdefault((one.area, one.side), []).append(one)
    graded: dict[str, list[tuple[str, str]]] = {}
    felt: dict[str, list[tuple[str, str]]] = {}
    for place, found in places.items():
        grades = [f"grade {one.grade}" for one in found if one.grade is not None]
        kinds = listed([_FELT.sub("", one.kind) for one in found if one.kind])
        if grades:
            what = f"{listed(grades)} with {kinds}" if kinds else listed(grades)
            graded.setdefault(what, []).append(place)
        elif kinds:
            felt.setdefault(kinds, []).append(place)
    if graded:
        told = listed([f"{what} {_in(at)}" for what, at in graded.items()])
        meaning = f" ({scale})" if scale else ""
        yield (
            f"Muscle tension on palpation{meaning}: {told}.",
            f"On palpation, muscle tension{meaning} is {told}.",
            f"Palpation finds muscle tension{meaning} of {told}.",
            f"By palpation, muscle tension{meaning} is {told}.",
        )
    if felt:
        told = listed([f"{what} {_in(at)}" for what, at in felt.items()])
        yield (
            f"Palpation finds {told}.",
            f"On palpation, {told}.",
            f"Found on palpation: {told}.",
            f"{capital(told)} on palpation.",
        )
    absent = listed(
        [f"no {_FELT.sub('', one.kind)} {_in([(one.area, one.side)])}" for one in findings if one.negative]
    )
    if absent:
        yield (
            f"{capital(absent)}.",
            f"There is {absent}.",
            f"Palpation finds {absent}.",
            f"Of note, {absent}.",
        )


def sentence_of(one: AreaFinding, every: Sequence[AreaFinding]) -> str:
    """Return in which sentence of palpation a finding stands: “graded”, “felt” or “absent”."""
    if one.negative:
        return "absent"
    place = (one.area, one.side, False)
    graded = any(
        (other.area, other.side, other.negative) == place and other.grade is not None for other in every
    )
    return "graded" if graded else "felt"


def _in(places: Sequence[tuple[str, str]]) -> str:
    """Return “in the neck and rhomboids on both sides and the right levator scapulae”, “at L4”."""
    sides = {side: [area for area, other in places if other == side] for _, side in places}
    told = [the(placed(listed(areas), side)) for side, areas in sides.items()]
    return f"{'at' if told[0] == placed(*places[0]) else 'in'} {listed(told)}"


def _treatment(one: Treatment, called: Mapping[str, str]) -> str:
    name = one.technique or called.get(one.code, one.code)
    where = f" to {the(listed(one.areas))}" if one.areas else ""
    details = [word for word in one.details if word != name]
    how = f" ({listed(details)})" if details else ""
    blocks = listed([f"from {block.time_in:%H:%M} to {block.time_out:%H:%M}" for block in one.blocks])
    return f"{name}{where}{how}{minutes_told(one.minutes)}{f' {blocks}' if blocks else ''}"
