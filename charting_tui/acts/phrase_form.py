"""What a phrase is written in: its name, whose it is, where it is offered, its text."""

from charting_tui.acts.kept import kept_for
from charting_tui.acts.office import why_not_owner
from charting_tui.acts.phrases import check_phrase, save_phrase, standing_over
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.phrases import Phrase
from charting_tui.records.visit import SECTIONS
from charting_tui.store.chart_store import ChartStore

Texts = dict[str, str]
"""What stands in each field: name, whose, sections, text."""
CLINIC, MINE = "clinic", "me"


class PhraseForm:
    """One phrase being written; a new one where none is given. What is typed outlives a cut line."""

    def __init__(self, store: ChartStore, phrase: Phrase | None, *, mine: bool) -> None:
        self._store = store
        self._phrase = phrase
        self._mine = mine
        self.record: Texts = {
            "name": phrase.name if phrase else "",
            "whose": MINE if mine else CLINIC,
            "sections": ", ".join(phrase.sections) if phrase else "",
            "text": phrase.text if phrase else "",
        }
        name = f"phrase {self.record['whose']} {self.record['name']}"
        self.kept = kept_for(
            store, name, "You were writing a phrase. Press o, then tab to phrases, to go on."
        )
        """Keeps what is typed and not saved yet."""

    @property
    def title(self) -> str:
        """Return the phrase as it is called, or that it is new."""
        return f".{self._phrase.name}" if self._phrase else "new phrase"

    def tells(self, texts: Texts) -> str:
        """Return what is to be known of what is typed, which may be what is wrong with it."""
        try:
            check_phrase(_phrase(texts))
            mine = is_mine(texts["whose"])
        except BadInput as fault:
            return fault.sentence
        return self._refusal(mine=mine) or standing_over(self._store, texts["name"], mine=mine)

    def save(self, texts: Texts) -> str:
        """Save it, and return whose it is and its name, as the office lists it.

        A phrase that goes from oneself to the clinic, or back, stays where it was too.
        """
        phrase, mine = _phrase(texts), is_mine(texts["whose"])
        if refusal := self._refusal(mine=mine):
            raise NotAllowed(refusal)
        former = self._phrase.name if self._phrase and mine == self._mine else ""
        save_phrase(self._store, phrase, mine=mine, former=former)
        self.kept.forget()
        return f"{MINE if mine else CLINIC} {phrase.name.casefold()}"

    def _refusal(self, *, mine: bool) -> str:
        refusal = "" if mine else why_not_owner(self._store)
        return refusal and f"{refusal} Write {MINE} under For to have one of your own."


def _phrase(texts: Texts) -> Phrase:
    name = texts["name"].strip().removeprefix(".")
    return Phrase.model_validate(
        {"name": name, "text": texts["text"].strip("\n"), "sections": _sections(texts["sections"])}
    )


def is_mine(text: str) -> bool:
    """Read whose something is; BadInput for who is neither the clinic nor oneself."""
    for whose in (CLINIC, MINE):
        if text.strip() and whose.startswith(text.strip().casefold()):
            return whose == MINE
    raise BadInput(f"For: “{text.strip()}” is neither {CLINIC} nor {MINE}; write one of them.")


def _sections(text: str) -> tuple[str, ...]:
    named = [word for word in text.casefold().replace(",", " ").split() if word != "everywhere"]
    found = [next((one for one in SECTIONS if one.startswith(word)), word) for word in named]
    wrong = next((word for word in found if word not in SECTIONS), "")
    if wrong:
        raise BadInput(f"Offered in: “{wrong}” is none of {', '.join(SECTIONS)}; write s, o, a or p.")
    return tuple(section for section in SECTIONS if section in found)
