"""What is not billed yet, in groups that one fix clears, with money and age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from charting_tui.records.payer import Payer
from charting_tui.worklist.summary import Bucket, Cause, VisitSummary, whole_dollars

_NEEDS = {
    "A001": "an authorization",
    "A002": "an authorization in force",
    "A003": "more authorized visits",
    "A004": "an authorization for the code",
    "A006": "another payer: the visit limit is used up",
    "A007": "an authorization",
    "A008": "a prescription",
    "A009": "the prescriber's NPI",
    "A014": "the primary payer's EOB",
    "A017": "the claim number of the injury case",
    "A018": "the state of the accident",
    "D001": "a diagnosis",
    "D010": "diagnosis pointers",
    "K009": "the member ID",
    "N001": "a signature",
    "N002": "an addendum",
    "N011": "a signed consent",
    "N026": "a co-signature",
    "N014": "a current license",
}
NOTHING_TO_FIX = "Nothing here needs fixing."
_CAME_BACK = {
    "denied": "Denied. Press f to correct it, appeal, bill the client or write it off.",
    "rejected": "Rejected before processing. Correct it, then press f and mark it corrected; it goes out as "
    "a new claim.",
}
"""What to do about a claim that came back, by its state in words."""
_DENIED_BY_MEDICARE = (
    "Denied by Medicare. If the remittance has remark MA130, resend it as a new claim (f, correct); "
    "otherwise appeal (f)."
)
_SHOWN = (
    Bucket.BLOCKED,
    Bucket.DENIED,
    Bucket.READY,
    Bucket.NOT_SENT,
    Bucket.HELD,
    Bucket.TO_SIGN,
    Bucket.TO_CHART,
    Bucket.DONE,
)
NEVER = "never"
"""The word that finds, in place of unbilled visits, those that are never billed."""


@dataclass(frozen=True)
class UnbilledGroup:
    """Unbilled visits that wait for the same thing."""

    bucket: Bucket
    visits: tuple[VisitSummary, ...]
    """Oldest first."""
    sentence: str
    """“7 visits need an authorization, $630”."""
    cause: Cause | None = None
    """Of a blocked group: the first thing to fix."""
    oldest_days: int = 0
    """Days since the oldest of its visits."""

    @property
    def key(self) -> tuple[Bucket, str]:
        """What tells it from the other groups, whichever visits it holds."""
        return self.bucket, _mark(self.visits[0])

    @property
    def cents(self) -> int:
        """The money of its visits; of uncharted ones, as expected."""
        return sum(visit.cents for visit in self.visits)


def next_step(visit: VisitSummary, payer: Payer) -> str:
    """Return what keeps the visit from being billed, and what to do next, for whoever looks at its row.

    The payer's reasons and the therapist's answer stand before it.
    """
    told = f"The payer's reason: {visit.reasons}. " if visit.reasons else ""
    told += f"Answer from {visit.answer} " if visit.answer else ""
    told += f"Question from {visit.question} " if visit.question else ""
    return f"{told}{_keeps(visit, payer)}"


def _keeps(visit: VisitSummary, payer: Payer) -> str:
    first = visit.causes[0] if visit.causes else None
    cause = f"{first.rule} {first.message} {first.remedy} ({first.owner})" if first else ""
    held = f"{visit.held[:1].upper()}{visit.held[1:]}. " if visit.held else ""
    if visit.bucket is Bucket.HELD:
        return f"{held}{cause or NOTHING_TO_FIX}"
    came_back = _CAME_BACK.get(visit.billing, "")
    if visit.bucket is Bucket.DENIED:
        return came_back if payer.kind != "medicare" or visit.billing != "denied" else _DENIED_BY_MEDICARE
    if cause:
        return f"This claim was {visit.billing}. {cause}" if came_back else cause
    return {
        Bucket.READY: "Ready to bill: nothing blocks it.",
        Bucket.NOT_SENT: f"In batch {visit.batch}, not sent yet. Press f to open the batch and send it.",
        Bucket.TO_SIGN: f"{held}The note is written. The therapist has to sign it.",
        Bucket.TO_CHART: f"{held}The therapist has to write the note and sign it.",
        Bucket.DONE: _never_billed(visit),
    }.get(visit.bucket or Bucket.DONE, "")


def _never_billed(visit: VisitSummary) -> str:
    if visit.closing:
        return f"{visit.billing.capitalize()} by {visit.closing}. Press h to make it billable again."
    return "No line is billed to anyone. Press Enter, then b, to bill one."


def age_in_days(summary: VisitSummary, today: date) -> int:
    """Return the days since the visit; 0 for one of today or later."""
    return max(0, (today - summary.day).days)


def is_unbilled(summary: VisitSummary, today: date) -> bool:
    """Return whether the visit was kept, its day has come, and it is not yet handed over."""
    return summary.bucket not in {None, Bucket.DONE} and summary.day <= today


def matches(summary: VisitSummary, words: str, today: date) -> bool:
    """Return whether a visit is what the words ask for: parts of client, payer, therapist, code, state.

    “>30” asks for visits older than 30 days, “<7” for younger ones; every word must fit.
    """
    texts = (
        summary.client_name,
        summary.payer_name,
        summary.therapist,
        summary.codes,
        summary.bucket.value if summary.bucket else "",
        summary.billing,
        summary.held,
        summary.question,
        summary.batch,
        summary.numbers,
        summary.closing,
        *(f"{cause.rule} {cause.name.replace('-', ' ')}" for cause in summary.causes),
    )
    whole = " ".join(texts).casefold()
    age = age_in_days(summary, today)
    return all(_fits(word, whole, age) for word in words.casefold().split())


def _fits(word: str, whole: str, age: int) -> bool:
    days = word[1:]
    if word[0] in "<>" and days.isascii() and days.isdigit():
        return age > int(days[:5]) if word[0] == ">" else age < int(days[:5])
    return word in whole


def unbilled_groups(summaries: Iterable[VisitSummary], today: date) -> tuple[UnbilledGroup, ...]:
    """Return the unbilled visits in groups, each visit in one: blocked by first cause, then the rest.

    Groups of blocked visits come with the most money first; then denied and rejected, ready, made and not
    sent, held by reason and day, to sign, to chart.
    """
    return _grouped((one for one in summaries if is_unbilled(one, today)), today)


def never_billed_groups(summaries: Iterable[VisitSummary], today: date) -> tuple[UnbilledGroup, ...]:
    """Return the visits that no one is asked for, by how that came: not billable, written off, to no one."""
    return _grouped((one for one in summaries if one.bucket is Bucket.DONE), today)


def _grouped(summaries: Iterable[VisitSummary], today: date) -> tuple[UnbilledGroup, ...]:
    members: dict[tuple[Bucket, str], list[VisitSummary]] = {}
    for summary in sorted(summaries, key=lambda visit: (visit.when, visit.visit)):
        if summary.bucket is not None:
            members.setdefault((summary.bucket, _mark(summary)), []).append(summary)
    groups = [_group(bucket, tuple(visits), today) for (bucket, _), visits in members.items()]
    return tuple(sorted(groups, key=lambda group: (_SHOWN.index(group.bucket), -group.cents, group.sentence)))


def _mark(summary: VisitSummary) -> str:
    """Return what tells visits of one bucket apart: the first cause, what they wait for, their batch."""
    match summary.bucket:
        case Bucket.BLOCKED if summary.causes:
            return summary.causes[0].rule
        case Bucket.HELD | Bucket.TO_SIGN | Bucket.TO_CHART:
            return summary.held
        case Bucket.NOT_SENT:
            return summary.batch
        case Bucket.DONE:
            return summary.billing
    return ""


def _group(bucket: Bucket, visits: tuple[VisitSummary, ...], today: date) -> UnbilledGroup:
    first = visits[0]
    cause = first.causes[0] if bucket is Bucket.BLOCKED and first.causes else None
    oldest = max(age_in_days(visit, today) for visit in visits)
    money = _money(bucket, visits)
    words = _words(bucket, visits, cause)
    about = "about " if bucket is Bucket.TO_CHART else ""
    aged = (
        f", {_days(oldest, of_several=len(visits) > 1)}"
        if bucket in {Bucket.TO_SIGN, Bucket.TO_CHART}
        else ""
    )
    return UnbilledGroup(bucket, visits, f"{words}, {about}{money}{aged}", cause, oldest)


def _money(bucket: Bucket, visits: tuple[VisitSummary, ...]) -> str:
    """Return the group's dollars; of those that are ready, also what clients are to pay of it."""
    every, clients = (sum(getattr(visit, name) for visit in visits) for name in ("cents", "client_cents"))
    shared = bucket is Bucket.READY and 0 < clients < every
    return whole_dollars(every) + (f", {whole_dollars(clients)} of it from clients" if shared else "")


def _words(bucket: Bucket, visits: tuple[VisitSummary, ...], cause: Cause | None) -> str:
    one = len(visits) == 1
    count = "1 visit" if one else f"{len(visits)} visits"
    is_, needs = ("is", "needs") if one else ("are", "need")
    if cause is not None:
        thing = _NEEDS.get(cause.rule)
        return (
            f"{count} {needs} {thing}" if thing else f"{count} {is_} blocked: {cause.name.replace('-', ' ')}"
        )
    first = visits[0]
    held = f", {first.held}" if first.held else ""
    return {
        Bucket.DENIED: f"{_came_back(visits)} {is_} to be corrected",
        Bucket.HELD: f"{count} {is_} {first.held}",
        Bucket.READY: f"{count} {is_} ready to bill",
        Bucket.NOT_SENT: f"{count} not sent yet, in batch {first.batch or 'none'}",
        Bucket.DONE: f"{count} {is_} {first.billing}",
        Bucket.TO_SIGN: f"{count} {needs} a signature{held}",
    }.get(bucket, f"{count} {needs} a note{held}")


def _came_back(visits: tuple[VisitSummary, ...]) -> str:
    """Return claims that came back: “1 denied claim”, “2 rejected or denied claims”."""
    states = " or ".join(sorted({visit.billing for visit in visits if visit.billing}, reverse=True))
    return f"{len(visits)} {states or 'denied'} {'claim' if len(visits) == 1 else 'claims'}"


def _days(age: int, *, of_several: bool) -> str:
    if age == 0:
        return "from today"
    return f"{'the oldest ' if of_several else ''}{age} {'day' if age == 1 else 'days'} old"
