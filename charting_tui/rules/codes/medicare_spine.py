"""What Medicare pays for the spine alone: needles for low back pain, adjustments with findings."""

import re
from collections.abc import Iterator

from charting_tui.coding.billing.payers import needling_codes
from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import ACUPUNCTURE, asks_denial
from charting_tui.rules.diagnoses.diagnosis_fit import pointed
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_LOW_BACK = "low back"
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
    "C036",
    "needles-not-for-low-back",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS NCD 30.3.3: acupuncture and dry needling for chronic low back pain alone, since 2020-01-21",
    audience=only("medicare"),
    denials=("CO-50", "CO-96", "CO-167", "N115", "N386", "N569"),
    bad="97810 for neck pain, to Medicare",
    good="97810 for low back pain, to Medicare",
)
def needles_not_for_low_back(case: Case) -> Iterator[Fault]:
    """Acupuncture or dry needling is billed to Medicare for something else than low back pain.

    Medicare pays needles for chronic low back pain and for nothing else, 20 visits a year at the most. A
    line with GY asks for the denial on purpose and is let be.
    """
    if case.payer.kind != "medicare":
        return
    needles = ACUPUNCTURE | needling_codes()
    for line in case.payer_lines:
        if line.code not in needles or asks_denial(case, line):
            continue
        entries = pointed(case, line)
        if entries and not any(entry.region == _LOW_BACK for entry in entries):
            yield Fault(
                line.path("pointers"),
                f"Medicare pays {line.code} for chronic low back pain; {entries[0].code} is none.",
                "Point to the low back diagnosis if that was treated; else the client pays (ABN).",
                (Fix(f"Go to the diagnoses of {line.code}", jump=line.path("pointers")),),
            )


@rule(
    "N022",
    "adjustment-without-findings",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §240.1.2 (P.A.R.T.); CMS 2024: 33.6 % of these payments improper; CARC 50",
    audience=only("medicare"),
    denials=("CO-50", "CO-112", "CO-150", "CO-B12", "N661"),
    bad="“TTP L4-5. Adjusted L4-5.”, 98940 to Medicare",
    good="“TTP L4-5, L4 rotated left, flexion restricted. Adjusted L4-5.”",
)
def adjustment_without_findings(case: Case) -> Iterator[Fault]:
    """An adjustment goes to Medicare, and the note shows neither asymmetry nor a changed range of motion.

    Two of four must stand in the note of each visit: pain or tenderness, asymmetry or misalignment,
    abnormal range of motion, tissue tone. One of the two has to be asymmetry or range of motion.
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
        f"{line.code} goes to Medicare; the note shows no asymmetry and no range of motion.",
        "Write what you found at the level adjusted: misalignment, or motion lost there.",
        (Fix("Go to objective", jump="visit.note.objective"),),
    )
