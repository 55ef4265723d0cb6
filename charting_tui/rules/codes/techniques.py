"""Codes against the techniques that the note names: C023 and C024."""

from collections.abc import Iterator

from charting_tui.coding.prose.evidence import is_judged, supports
from charting_tui.records.draft_edits import set_code
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.named import MANUAL, MASSAGE, named_for, names_instead
from charting_tui.rules.codes.pairs import clashes
from charting_tui.rules.finding import Fault, Fix, Severity
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
    audience=INSURERS,
    denials=("N56", "N163", "N657"),
    bad="97140, and the note names effleurage and petrissage only",
    good="97140, and the note names myofascial release of the left levator",
    silences=("C023",),
)
def technique_code_mismatch(case: Case) -> Iterator[Fault]:
    """The note names only techniques of the other hands-on code.

    Effleurage, petrissage and tapotement are 97124. Myofascial release, mobilization, traction,
    lymphatic drainage and trigger point release are 97140. If the note names none of them, nothing is
    reported. Each line is checked by its own techniques, or else by the sentences about its areas, or
    else by the whole note.
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
            swap = (Fix(f"Change this line to {other}", set_code(line.index, other)),)
            yield Fault(
                line.path("code"),
                f"{line.code} is coded, but the note names only {_KIND[other]} (“{words}”).",
                f"Use {other}, or name the technique you used.",
                swap if names_instead(case, line, other) and not clashes(case, line, other) else (),
                pair=(line.path("code"),),
            )


@rule(
    "C023",
    "no-support-for-code",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Coding educators on 97112, 97124 and 97140 (codingahead, HNS, LegalClarity, optimispt)",
    audience=INSURERS,
    denials=("CO-50", "CO-112", "CO-150", "CO-B12", "M25", "N115", "N163", "N661"),
    bad="97112, and the note says “deep tissue to back”",
    good="97112, and the note says “PNF, balance board, postural cueing”",
)
def no_support_for_code(case: Case) -> Iterator[Fault]:
    """Nothing in the note supports the code that is billed.

    Reviewers look for what was done and by which technique. The whole note and the line's techniques
    count, in everyday words too; what the note says was not done doesn't count. If it was done, write
    it; this program suggests no words. Nothing is reported while Objective is still empty in an
    unsigned note.
    """
    note = case.visit.note
    if not case.payer.insures or not case.note_given or not note.text().strip():
        return
    if case.signature is None and not note.objective.strip():
        return
    for line in case.payer_lines:
        known = line.procedure
        if known is None or not is_judged(known):
            continue
        said = "\n".join((*line.service.techniques, *case.visit.techniques, case.told.text()))
        if not supports(said, known, case.tables.vocabulary):
            yield Fault(
                line.path("code"),
                f"Nothing in the note supports {line.code}.",
                "If you did it, document it. Otherwise use the code for what the note says.",
                (
                    Fix("Go to Objective", jump="visit.note.objective"),
                    Fix("Choose another code", jump=line.path("code")),
                ),
                pair=(line.path("code"),),
            )
