"""Which of a word's meanings its place in the line allows."""

from enum import StrEnum

from charting_tui.shorthand.vocabulary import Kind, Term


class WordContext(StrEnum):
    """What the tokens before a word are about."""

    ITEMS = "items"
    AREAS = "areas"
    DETAILS = "details"
    FUNCTION = "function"
    GIRTH = "girth"
    AGGRAVATING = "aggravating"
    EASING = "easing"


def meant(
    terms: tuple[Term, ...], place: WordContext, *, pain: bool, minutes: bool, value: bool
) -> list[Term]:
    """Return the meanings that a place allows; one where there is no doubt.

    A word that is also something else is a technique only with minutes, a movement only before a value, a
    factor only after pain; an activity by itself says neither better nor worse.
    """
    about_factors = pain or place in {WordContext.AGGRAVATING, WordContext.EASING}
    alone = len(terms) == 1
    allowed: dict[Kind, bool] = {
        "technique": minutes or alone,
        "movement": value or alone,
        "factor": about_factors or alone,
        "homework": not about_factors or alone,
        "exercise": alone,
        "activity": False,
        "outcome": alone,
        "test": alone,
    }
    if place is WordContext.AREAS or place is WordContext.GIRTH:
        areas = [term for term in terms if term.kind == "area"]
        if areas:
            return areas
    return [term for term in terms if allowed.get(term.kind, True)]
