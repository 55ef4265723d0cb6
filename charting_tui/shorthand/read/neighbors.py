"""What a word of a clause is beside its neighbors, where alone it may be something else: the order of all."""

from collections.abc import Sequence

from charting_tui.shorthand.read.beside_places import (
    with_erectors,
    with_movements,
    with_neck_moved,
    with_sides_moved,
    with_sides_of_parts,
    with_sides_spelt,
    with_sides_taken_back,
)
from charting_tui.shorthand.read.beside_treatments import (
    with_beginnings,
    with_exercises,
    with_exercises_counted,
    with_flexors,
    with_motion_timed,
    with_points_treated,
    with_results,
)
from charting_tui.shorthand.read.beside_values import (
    with_activities,
    with_complaints_placed,
    with_injuries,
    with_lacks,
    with_numbers,
    with_other_times,
    with_rates,
    with_scores_listed,
    with_spans,
    with_tone,
    with_trends,
    with_values_of_before,
)
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon


def as_neighbors_say(found: Sequence[Lexeme], lexicon: Lexicon) -> tuple[Lexeme, ...]:
    """Return the words of a clause as what they are beside one another, each pass upon the one before."""
    low_back = lexicon.meaning("low back") or Meaning(Class.UNKNOWN)
    for beside in _PASSES:
        found = list(beside(found, lexicon))
    return tuple(with_results(list(found), lexicon.words.timed, low_back))


_PASSES = (
    with_sides_of_parts,
    with_numbers,
    with_spans,
    with_rates,
    with_erectors,
    with_movements,
    with_tone,
    with_motion_timed,
    with_injuries,
    with_trends,
    with_sides_taken_back,
    with_sides_spelt,
    with_beginnings,
    with_flexors,
    with_lacks,
    with_sides_moved,
    with_neck_moved,
    with_values_of_before,
    with_other_times,
    with_complaints_placed,
    with_scores_listed,
    with_exercises_counted,
    with_activities,
    with_exercises,
    with_points_treated,
)
