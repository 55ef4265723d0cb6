"""Whether a sentence takes a technique back: denied, planned or declined, before it or after it."""

import re
from collections.abc import Sequence

from charting_tui.coding.prose.spelling import Found, Word, find, words_in
from charting_tui.coding.vocabulary import Vocabulary, negators

MINUTES = re.compile(
    r"\b(\d{1,3})\s*(?:-\s*)?(?:min\b|mins\b|minutes?\b|['\u2019\u2032](?!\w))", re.IGNORECASE
)
_NEWS = re.compile(r"\b(?:found|today|noted|reported)\b")
_JOINED = re.compile(r",|\b(?:or|nor|and)\b|[/+&]", re.IGNORECASE)
_LONGEST = 2
"""Words of the longest phrase that denies."""


def taken_back(sentence: str, words: Sequence[Word], found: Found, known: Vocabulary) -> bool:
    """Whether the sentence says of a technique that it was not done, or not yet."""
    return denied_before(sentence, words, found, known) or _denied_after(sentence, words, found)


def denied_before(
    sentence: str, words: Sequence[Word], found: Found, known: Vocabulary, since: int = 0
) -> bool:
    """Whether a denial that stands before a phrase, from word ``since`` on, reaches it."""
    before, ends = negators("before"), negators("ends")
    spoken = [word[0].lower() for word in words[: found.first]]
    for at in range(found.first - 1, since - 1, -1):
        if (spoken[at],) in ends:
            return False
        lengths = range(1, _LONGEST + 1)
        said = next((tuple(spoken[at : at + n]) for n in lengths if tuple(spoken[at : at + n]) in before), ())
        if said:
            between = sentence[words[at + len(said) - 1].end() : found.start]
            return not (
                _starts_anew(between, known)
                or (
                    said in negators("denials")
                    and _told_as_done(sentence, words, found, known)
                    and _is_something_else(between, known)
                )
            )
    return False


def _starts_anew(between: str, known: Vocabulary) -> bool:
    """Whether a comma after a denial opens something else: a place, a time, or a new statement."""
    head, comma, _ = between.rpartition(",")
    return bool(comma) and bool(
        MINUTES.search(head) or find(words_in(head), known.areas) or _NEWS.search(head)
    )


def _is_something_else(between: str, known: Vocabulary) -> bool:
    """Whether what stands between a denial and a technique is what is denied: a symptom or a change.

    “No change before treatment, MFR to UT” denies a change; “no MFR, MLD to UT” denies both techniques.
    """
    head, comma, tail = between.rpartition(",")
    if comma:
        named = find(words_in(head), known.techniques)
        return not named and not _JOINED.search(tail) and bool(words_in(head))
    spoken = {(word[0].lower(),) for word in words_in(between)}
    return bool(spoken & negators("symptoms")) and not _JOINED.search(between)


def _told_as_done(sentence: str, words: Sequence[Word], found: Found, known: Vocabulary) -> bool:
    """Whether “to”, “applied” or the like follows a technique at once, or an area before the next comma."""
    following = words[found.last + 1 : found.last + 2]
    if following and (following[0][0].lower(),) in negators("done"):
        return True
    rest = re.split(r",|\b(?:or|nor)\b", sentence[found.end :], maxsplit=1)[0]
    return bool(find(words_in(rest), known.areas))


def _denied_after(sentence: str, words: Sequence[Word], found: Found) -> bool:
    after = negators("after")
    spoken = [word[0].lower() for word in words]
    for at in range(found.last + 1, len(spoken)):
        if "," in sentence[found.end : words[at].start()]:
            return False
        if any(tuple(spoken[at : at + length]) in after for length in range(1, _LONGEST + 1)):
            return True
    return False
