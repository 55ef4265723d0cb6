"""Whether a record says anything that speaks for a code, in the loosest everyday words."""

import re
from functools import lru_cache

from charting_tui.coding.denial import taken_back
from charting_tui.coding.evidence import evidence, sentences
from charting_tui.coding.procedures import Procedure
from charting_tui.coding.spelling import find, words_in
from charting_tui.coding.vocabulary import Vocabulary, support_phrases, vocabulary

_NOT_JUDGED = frozenset({"supply", "maintenance", "unlisted", "evaluation"})
"""Kinds whose service no words of a treatment note can tell."""
_SETS = re.compile(r"\b\d{1,2}\s*[x\N{MULTIPLICATION SIGN}]\s*\d{1,2}\b", re.IGNORECASE)
_EXERCISE = "97110"


def is_judged(procedure: Procedure) -> bool:
    """Whether words are known that speak for a code."""
    return procedure.kind not in _NOT_JUDGED and bool(support_phrases(procedure.code, procedure.keywords))


def supports(text: str, procedure: Procedure, known: Vocabulary | None = None) -> bool:
    """Whether a text says something that speaks for a code, and does not deny it."""
    if any(procedure.code in mention.codes for mention in evidence(text, known)):
        return True
    if procedure.code == _EXERCISE and _SETS.search(text):
        return True
    words = known or vocabulary()
    return any(
        _speaks_for(sentence, procedure.code, procedure.keywords, words) for sentence, _ in sentences(text)
    )


@lru_cache(maxsize=4096)
def _speaks_for(sentence: str, code: str, keywords: tuple[str, ...], known: Vocabulary) -> bool:
    words = words_in(sentence)
    found = find(words, support_phrases(code, keywords))
    return any(not taken_back(sentence, words, one, known) for one in found)
