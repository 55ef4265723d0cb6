"""The case of an injury, and what Washington asks of a massage for one: A017 to A020, A024."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import set_place
from charting_tui.records.people import Role
from charting_tui.records.values import ZONES
from charting_tui.records.visit import Visit
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.codes.named import MANUAL, MASSAGE
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import all_of, one_of, payer_name

_WORK = "workers compensation"
_WASHINGTON = "WA"
_GO = (Fix("Go to the cases", jump="case"),)


@rule(
    "A017",
    "wc-case-fields",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 items 10a, 11 and 14; denial reason CARC 16",
    audience=only("workers compensation"),
    denials=("CO-16", "CO-19", "MA100", "N305", "N625"),
    bad="a workers' compensation visit without a claim number",
    good="claim number, injury date and employer",
    silences=("D014",),
    dismissible=False,
)
def work_injury_incomplete(case: Case) -> Iterator[Fault]:
    """A workers' compensation visit has no case, or the case has no claim number, date or employer."""
    if case.payer.kind != _WORK or not case.payer_lines or not case.knows("injury"):
        return
    injury = case.injury
    if injury is None:
        yield Fault(
            "case",
            f"{payer_name(case, 28)} pays only for work injuries, but no injury case is on file.",
            "Enter the injury case with its claim number.",
            _GO,
            missing=True,
            pair=("case",),
        )
        return
    given = (
        ("claim_number", "claim number", injury.claim_number.strip()),
        ("injury_date", "injury date", injury.injury_date),
        ("employer", "employer", injury.employer.strip()),
    )
    wanting = [(field, words) for field, words, value in given if not value]
    if wanting:
        named = [words for _, words in wanting]
        yield Fault(
            f"case.{wanting[0][0]}",
            f"The injury case has no {one_of(named)}.",
            f"Ask the client or insurer for the {all_of(named)}, "
            f"and enter {'it' if len(named) == 1 else 'them'}.",
            _GO,
            missing=True,
            pair=() if injury.injury_date else ("case.injury_date",),
        )


@rule(
    "A018",
    "auto-state",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="NUCC, CMS-1500 item 10b: an auto accident with its state",
    audience=INSURERS,
    denials=("CO-16", "CO-21"),
    bad="an auto accident with no state",
    good="an auto accident in WA",
    silences=("D014",),
    dismissible=False,
)
def auto_accident_without_state(case: Case) -> Iterator[Fault]:
    """The claim is for an auto accident, but the state where it happened is missing.

    A health plan's claim for an auto accident needs the state too, and a visit for an auto insurer
    needs a case. For an accident outside the United States, this is only a warning.
    """
    if not case.bills_insurer:
        return
    injury = case.injury
    if injury is None:
        if case.payer.kind == "auto" and case.knows("injury"):
            yield Fault(
                "case",
                f"{payer_name(case, 28)} pays only for accidents, but no accident case is on file.",
                "Enter the case with the accident date, state and claim number.",
                _GO,
                missing=True,
                pair=("case",),
            )
    elif injury.kind == "auto" and injury.state.strip().upper() not in ZONES:
        said = injury.state.strip()[:12]
        yield Fault(
            "case.state",
            f"“{said}” isn't a state. The claim needs the state where the accident happened."
            if said
            else "The state where the accident happened is missing.",
            "Enter the state in two letters, like WA.",
            _GO,
            severity=Severity.WARNS if said else None,
            missing=not said,
        )


def _washington(case: Case) -> bool:
    state = case.payer.state
    return (
        case.payer.kind == _WORK
        and state is not None
        and state.value.strip().upper() == _WASHINGTON
        and bool(case.payer_lines)
    )


@rule(
    "A019",
    "wa-lni-place",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="WAC 296-23-250: massage away from the usual place of business needs approval beforehand",
    audience=only("workers compensation"),
    denials=("CO-58",),
    bad="place of service 12 (home), when the practice's usual one is 11",
    good="place of service 11",
)
def away_from_usual_place(case: Case) -> Iterator[Fault]:
    """Washington's Labor & Industries pays for massage only at the usual or an approved place.

    An authorization that names the place and covers the date counts as approval.
    """
    place, usual = case.visit.place.strip(), case.practice.place.strip()
    if not _washington(case) or not place or place == usual:
        return
    day = case.visit.date
    approved = any(
        leave.place.strip() == place
        and (leave.starts is None or leave.starts <= day)
        and (leave.ends is None or day <= leave.ends)
        for leave in case.authorizations
    )
    if not approved:
        yield Fault(
            "visit.place",
            (
                f"Place of service is {place[:4]} instead of the usual {usual}, and no "
                "authorization for it is on file."
            ),
            "Enter the authorization for it, or correct the place of service.",
            (
                Fix(f"Change to {usual}, the practice's usual place of service", set_place(usual)),
                Fix("Go to the authorization", jump="authorizations.place"),
            ),
        )


@rule(
    "A020",
    "wa-lni-twice-a-day",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="WAC 296-23-250: more than one massage a day must be justified by the attending doctor; CARC 151",
    audience=only("workers compensation"),
    denials=("CO-18", "CO-151", "CO-B14", "CO-P13", "N20"),
    bad="a second massage visit that day, with no reason on the claim",
    good="one massage visit",
    silences=("T022",),
)
def massaged_twice_a_day(case: Case) -> Iterator[Fault]:
    """The client has another massage visit that day, and the claim doesn't say why.

    The attending provider must justify it. Put the reason in the line note on the claim, on either
    visit.
    """
    if not _washington(case) or not case.visit.state.kept or not _massages(case.visit):
        return
    visit = case.visit
    others = [
        other
        for other in case.earlier_visits
        if other.date == visit.date and other.payer == visit.payer and other.state.kept and _massages(other)
    ]
    words = (service.narrative for one in (visit, *others) for service in one.services)
    if others and not any(word.strip() for word in words):
        line = case.payer_lines[0]
        yield Fault(
            line.path("narrative"),
            "The client has more than one massage visit that day, and the claim doesn't say why.",
            "Get the reason from the attending provider, and enter it as the line note on the claim.",
            (Fix("Enter the line note for the claim", jump=line.path("narrative")),),
            pair=(line.code,),
        )


def _massages(visit: Visit) -> bool:
    return any(service.code.strip() in {MASSAGE, MANUAL} for service in visit.services)


@rule(
    "A024",
    "case-not-open",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="WAC 296-20-124: no payment after a claim is closed; elsewhere, the insurer's terms",
    audience=only("auto", "workers compensation"),
    denials=("CO-P3", "N585", "N622", "N652"),
    bad="a visit a week after the case was closed",
    good="a visit while the case is open",
)
def case_not_open(case: Case) -> Iterator[Fault]:
    """The visit is outside its case: before the injury, or after the case was closed.

    An insurer of an injury pays only for its case. After closing, Washington's Labor & Industries pays
    only for what it asked for or what an application to reopen needs. If a case is reopened, remove its
    closing date.
    """
    injury, day = case.injury, case.visit.date
    if case.payer.kind not in {_WORK, "auto"} or not case.payer_lines or injury is None:
        return
    if injury.injury_date is not None and day < injury.injury_date:
        yield Fault(
            "case.injury_date",
            f"The visit dated {day:%m/%d/%Y} was before the injury on {injury.injury_date:%m/%d/%Y}.",
            "Correct the injury date, or choose the right case.",
            _GO,
        )
    elif injury.ended_on is not None and day > injury.ended_on:
        yield Fault(
            "case.ended_on",
            f"The case closed {injury.ended_on:%m/%d/%Y}; this visit is dated {day:%m/%d/%Y}.",
            "Ask the insurer if it reopened the case or covers this visit. If not, bill another payer.",
            _GO,
        )
