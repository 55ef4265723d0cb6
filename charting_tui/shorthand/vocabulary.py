"""The words of the quick line: the packaged ones, then the clinic's, then the therapist's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from charting_tui.coding.data_files import read_json

Kind = Literal[
    "area",
    "finding",
    "symptom",
    "factor",
    "technique",
    "movement",
    "exercise",
    "test",
    "response",
    "homework",
    "next",
    "outcome",
    "activity",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Term:
    """One meaning of a word."""

    kind: Kind
    name: str
    """As the note says it."""
    short: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """Spellings that are read in a sentence alone: plurals, whole words, slips of the trade."""
    part: str = ""
    """Of an area: a muscle, a joint that moves, or a region."""
    code: str = ""
    """Of a technique: what it is billed as; empty where that depends on more than the word."""
    normal: Mapping[str, int | None] = field(default_factory=dict, hash=False)
    """Of a movement: the usual degrees (the jaw: millimetres) by joint."""
    says: tuple[str, ...] = ()
    """Of a response: the sentences that say so."""
    unit: str = ""
    """Of an activity: what a bare number after it counts."""
    placed: bool = False
    """Of a symptom: whether an area before it says where it is."""


@dataclass(frozen=True)
class Vocabulary:
    """Every spelling with what it may mean."""

    terms: Mapping[str, tuple[Term, ...]]
    scale: str
    """What the grades of findings run from and to."""
    called: Mapping[str, str]
    """Codes in short words."""
    longest: int
    """Words in the longest spelling."""
    conflicts: tuple[str, ...] = ()
    """One sentence for each spelling that an addition takes from another meaning of the same kind."""
    common: tuple[str, ...] = ()
    """Words by how often notes need them, the commonest first."""
    leads: Mapping[str, int] = field(default_factory=dict)
    """Words in the longest spelling that begins with each word."""

    def meanings(self, words: str) -> tuple[Term, ...]:
        """Return what these words may mean, in any case; none where they are not known."""
        return self.terms.get(words.casefold(), ())

    def named(self, kind: Kind, name: str) -> Term | None:
        """Return the term of a kind by the name that notes say."""
        return next((term for term in self.meanings(name) if term.kind == kind and term.name == name), None)

    def beginning_with(self, start: str) -> tuple[tuple[str, Term], ...]:
        """Return the spellings that begin so, the shortest first: what may come next."""
        wanted = start.casefold()
        found = (
            (word, term) for word, terms in self.terms.items() if word.startswith(wanted) for term in terms
        )
        return tuple(sorted(found, key=lambda one: (len(one[0]), one[0])))


@cache
def packaged_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the program."""
    return vocabulary_with()


def vocabulary_with(*additions: Mapping[str, Any]) -> Vocabulary:
    """Return the packaged vocabulary with additions of the same form; of two, the later one wins."""
    by_word: defaultdict[str, dict[Kind, Term]] = defaultdict(dict)
    conflicts: list[str] = []
    packaged = read_json("shorthand.json")
    for source in (packaged, *additions):
        for term in _terms(source.get("kinds", {})):
            for word in dict.fromkeys(spelling.casefold() for spelling in (*term.short, term.name)):
                before = by_word[word].get(term.kind)
                if before is not None and before.name != term.name:
                    conflicts.append(f"“{word}” meant {before.name}; it now means {term.name}.")
                by_word[word][term.kind] = term
    scale = next((str(one["scale"]) for one in reversed((packaged, *additions)) if one.get("scale")), "")
    called = {code: name for one in (packaged, *additions) for code, name in one.get("called", {}).items()}
    terms = {word: tuple(kinds.values()) for word, kinds in by_word.items()}
    leads: defaultdict[str, int] = defaultdict(int)
    for spelled in terms:
        first, *others = spelled.split()
        leads[first] = max(leads[first], 1 + len(others))
    longest = max(leads.values())
    common = tuple(word for one in (packaged, *additions) for word in one.get("common", ()))
    return Vocabulary(terms, scale, called, longest, tuple(conflicts), common, dict(leads))


def _terms(kinds: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[Term]:
    for kind in KINDS:
        for row in kinds.get(kind, ()):
            yield Term(
                kind,
                str(row["name"]),
                tuple(row["short"]),
                tuple(row.get("said", ())),
                str(row.get("part", "")),
                str(row.get("code", "")),
                row.get("normal", {}),
                tuple(row.get("says", ())),
                str(row.get("unit", "")),
                bool(row.get("placed", False)),
            )
