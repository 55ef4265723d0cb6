"""Codes against the techniques that the note names: C024."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.case import Case
from charting_tui.rules.changes import set_code
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.named import MANUAL, MASSAGE, named_for, names_instead
from charting_tui.rules.rule import rule

_OTHER = {MASSAGE: MANUAL, MANUAL: MASSAGE}
_KIND = {MASSAGE: "massage strokes", MANUAL: "manual therapy techniques"}


@rule(
    "C024",
    "technique-code-mismatch",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Coding educators on 97124 and 97140 (HNS, chirocode, MeyerPT)",
    trips="97140, and the note names effleurage and petrissage only",
    passes="97140, and the note names myofascial release of the left levator",
)
def technique_code_mismatch(case: Case) -> Iterator[Fault]:
    """The note names only techniques of the other hands-on code.

    Effleurage, petrissage and tapotement are 97124; myofascial release, mobilization, traction,
    lymphatic drainage and trigger point release are 97140. Where the note names none, nothing is said.
    Judged for each line by its own techniques, else by the sentences about its areas, else by the note.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        other = _OTHER.get(line.code)
        if other is None:
            continue
        named = named_for(case, line)
        if named.names_technique(other) and not named.speaks_for(line.code):
            words = next(found.words for found in named.mentions if other in found.codes and not found.weak)
            swap = (Fix(f"Code this line {other}", set_code(line.index, other)),)
            yield Fault(
                line.path("code"),
                f"{line.code} is coded; the note names only {_KIND[other]} (“{words}”).",
                f"Code it {other}, or name the technique that was used.",
                swap if names_instead(case, line, other) else (),
            )


RULES = (technique_code_mismatch,)
