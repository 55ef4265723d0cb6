"""What a note shows for an adjustment that Medicare is to pay: N022."""

import re
from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_ADJUSTMENTS = frozenset({"98940", "98941", "98942"})
_ASYMMETRY = (
    r"asymmetr|mis-?align|malposition|sublux|out of (?:line|alignment)|listing|rotated|tilt|uneven|unlevel"
    r"|(?:high|low|elevated|depressed|dropped) (?:left |right |l |r )?"
    r"(?:shoulder|hip|pelvis|ilium|iliac|occiput|scapula)"
    r"|leg[- ]length|short (?:left |right )?leg|lateral (?:shift|deviation)|antalgic|scolio|kypho|lordo"
)
_RANGE = (
    r"\brom\b|range|rotation|flexion|extension|side ?bend|lateral bend|restrict|limited|hypomobil|hypermobil"
    r"|fixat|fixed|segmental|end[- ]feel|motion|\d\s*(?:°|deg)"
)
_SHOWN = re.compile(f"{_ASYMMETRY}|{_RANGE}", re.IGNORECASE)


@rule(
    "N022",
    "adjustment-without-findings",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §240.1.2 (P.A.R.T.); CARC 50; 33.6 % improper in 2024: not verified",
    audience=only("medicare"),
    denials=("CO-50", "CO-112", "CO-150", "CO-B12", "N661"),
    bad="“TTP L4-5. Adjusted L4-5.”, 98940 to Medicare",
    good="“TTP L4-5, L4 rotated left, flexion restricted. Adjusted L4-5.”",
)
def adjustment_without_findings(case: Case) -> Iterator[Fault]:
    """An adjustment is billed to Medicare, but the note shows no asymmetry and no abnormal motion.

    Each note needs two of these four: pain or tenderness, asymmetry or misalignment, abnormal range of
    motion, tissue tone changes. At least one must be asymmetry or range of motion.
    """
    line = next((one for one in case.payer_lines if one.code in _ADJUSTMENTS), None)
    if line is None or case.payer.kind != "medicare" or not case.noted or case.licence not in {None, "DC"}:
        return
    facts = case.visit.note.facts
    if (facts is not None and facts.ranges) or _SHOWN.search(
        f"{case.told.objective}\n{case.told.assessment}"
    ):
        return
    yield Fault(
        "visit.note.objective",
        f"{line.code} is billed to Medicare, but the note has no asymmetry and no range of motion.",
        "Write what you found at the level adjusted: misalignment or lost motion.",
        (Fix("Go to Objective", jump="visit.note.objective"),),
    )
