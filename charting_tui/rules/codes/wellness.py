"""What the note says the visit was for: C025."""

from collections.abc import Iterator

from charting_tui.coding.wellness import wellness_phrase
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import client_pays
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import quoted

_OF_TODAY = ("subjective", "objective", "assessment")
"""The plan speaks of other days."""


@rule(
    "C025",
    "wellness-language",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="eviCore's massage guideline; HNS on 97124: relaxation is not billable",
    audience=INSURERS,
    denials=("CO-49", "CO-50", "CO-202", "N180", "N429", "N567"),
    bad="“relaxation massage”, billed to a plan",
    good="“restore rotation left from 50 to 70 degrees”",
)
def wellness_language(case: Case) -> Iterator[Fault]:
    """The note calls the visit relaxation, stress relief, wellness or maintenance, and a plan is billed.

    Health plans pay for treatment. Where it was treatment, the note says of what; where it was not, the
    client pays. Words such as “for relaxation” count only in a note without any finding or measure.
    """
    lines = tuple(
        line for line in case.payer_lines if not line.procedure or line.procedure.kind != "maintenance"
    )
    if not case.payer.insures or not lines:
        return
    note = case.visit.note
    said = wellness_phrase("\n".join(getattr(note, section) for section in _OF_TODAY))
    if said:
        section = next(name for name in _OF_TODAY if said in getattr(note, name))
        yield Fault(
            f"visit.note.{section}",
            f"The note says {quoted(said)}; a health plan pays for treatment.",
            "Say what was treated, if it was; else bill the client.",
            (Fix(f"Go to {section}", jump=f"visit.note.{section}"), *client_pays(case, *lines)),
        )
