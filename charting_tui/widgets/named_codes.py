"""What the note says for the marked code line, the units by both rules, the code that is proposed."""

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from charting_tui.coding.prose.proposals import NamedCode
from charting_tui.keys import KEYS
from charting_tui.records.visit import SECTIONS
from charting_tui.shorthand.write.wording import listed
from charting_tui.widgets.columns import printable

_TAKE = next(key for key in KEYS if key.id == "visit.take-named").shown


def named_in_words(named: NamedCode) -> str:
    """Return the words of a note with the areas and minutes beside them: “MFR” neck, 20 min."""
    quoted = ", ".join(f"“{words}”" for words in named.words)
    minutes = f"{named.minutes} min" if named.minutes else ""
    return " ".join(filter(None, (quoted, ", ".join(filter(None, (*named.areas, minutes))))))


def support_line(code: str, naming: Mapping[str, NamedCode]) -> str:
    """Return which sections of the note name a code, with their words, and which do not."""
    if not naming:
        return f"{code}: no part of the note names a technique of it."
    told = "; ".join(f"{section[0].upper()} {named_in_words(one)}" for section, one in naming.items())
    silent = [section[0].upper() for section in SECTIONS if section not in naming]
    says = "say" if len(silent) > 1 else "says"
    return f"{code}: supported by {told}{f'; {listed(silent)} {says} nothing of it' if silent else ''}."


def proposal_line(named: NamedCode, never_beside: tuple[str, ...], further: int) -> str:
    """Return what is proposed, by which words, and the key that takes it."""
    clash = f" Not payable beside {', '.join(never_beside)}." if never_beside else ""
    more = f", then {further} more" if further else ""
    return f"The note names {named.code}: {named_in_words(named)}.{clash} {_TAKE} adds it{more}."


class NamedCodes(Static):
    """Sentences below the code lines; nothing where there is nothing to say."""

    def tell(self, support: str, units: str, proposal: str) -> None:
        """Show what speaks for the marked line, the units where the rules differ, what is proposed."""
        lines = [(support, "$text-disabled"), (units, ""), (proposal, "$text-primary")]
        shown = [(printable(text), style) for text, style in lines if text]
        self.display = bool(shown)
        self.update(Content("\n").join(Content.styled(text, style) for text, style in shown))
