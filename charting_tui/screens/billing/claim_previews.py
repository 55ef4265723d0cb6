"""What is known of a batch, a claim, or what someone owes, in the lines of a preview."""

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from charting_tui.operations.billing.claim_list import ListedClaim
from charting_tui.records.batch import Batch
from charting_tui.records.claim import Remittance
from charting_tui.records.office import Office
from charting_tui.records.values import in_dollars
from charting_tui.worklist.owed import OwedLine, OwedVisit
from charting_tui.worklist.preview_lines import Preview, PreviewLine
from charting_tui.worklist.summary import VisitSummary


def preview_of_batch(batch: Batch, office: Office, zone: ZoneInfo) -> Preview:
    """Return for whom the claims of a batch are, the most first, who made and sent it, and its files."""
    made = f"{batch.made_at.astimezone(zone):%b %-d %H:%M}, {batch.made_by}"
    sent = f"{batch.sent_at.astimezone(zone):%b %-d %H:%M}, {batch.sent_by}" if batch.sent_at else ""
    counts = Counter(office.payer(claim.payer).name for claim in batch.claims)
    payers = [PreviewLine("", f"{payer}: {count}") for payer, count in counts.most_common()]
    lines = [
        PreviewLine("state", f"{batch.state}{f' to {batch.destination}' if batch.destination else ''}"),
        PreviewLine("made", made),
        PreviewLine("sent", sent),
        PreviewLine("money", f"{in_dollars(batch.cents)} in {len(batch.claims)} claims"),
        *([PreviewLine("for", payers[0].text), *payers[1:]] if payers else []),
        PreviewLine("again", batch.again),
        PreviewLine("files", f"claims/{batch.id}", "quiet"),
        *(PreviewLine("", file.name, "quiet", roomy=True) for file in batch.files),
    ]
    return Preview(f"Batch {batch.id}", tuple(line for line in lines if line.text))


def preview_of_claim(one: ListedClaim, visit: VisitSummary | None, office: Office) -> Preview:
    """Return what was asked of whom, and what each payer answered, the newest first."""
    claim = one.claim
    seen = f"{visit.day:%-m/%-d/%Y} · {visit.codes.replace(' ×', '×').replace('  ', ' ')}" if visit else ""
    lines = [
        PreviewLine("visit", seen),
        PreviewLine("payer", office.payer(one.entry.payer).name),
        PreviewLine("claim", one.entry.number),
        PreviewLine("theirs", claim.payer_number),
        PreviewLine("asked", f"{in_dollars(one.entry.cents)}, {claim.state}"),
        *(line for answer in reversed(claim.remittances) for line in _answered(answer)),
        PreviewLine("batch", one.batch.id, "quiet"),
        *(PreviewLine("", file.name, "quiet", roomy=True) for file in one.batch.files),
    ]
    return Preview(one.name, tuple(line for line in lines if line.text))


def _answered(answer: Remittance) -> Iterator[PreviewLine]:
    check = f", check {answer.check.number}" if answer.check and answer.check.number else ""
    yield PreviewLine("paid", f"{in_dollars(answer.paid)} on {answer.received_on:%b %-d}{check}")
    if answer.reasons:
        yield PreviewLine("why", " ".join(answer.reasons), "" if answer.paid else "error")
    if answer.client_owes:
        yield PreviewLine("client", f"owes {in_dollars(answer.client_owes)}")


def preview_of_owed(line: OwedLine, marked: OwedVisit | None) -> Preview:
    """Return the visits that someone owes for, the oldest first; or the one that is marked."""
    count = "1 visit" if len(line.visits) == 1 else f"{len(line.visits)} visits"
    shown = (marked,) if marked else line.visits
    total = () if marked else (PreviewLine("total", f"{in_dollars(line.cents)} for {count}"),)
    return Preview(line.name, (*total, *(part for one in shown for part in _owed_visit(one, line))))


def _owed_visit(one: OwedVisit, line: OwedLine) -> Iterator[PreviewLine]:
    who = "" if one.row.client_name == line.name else f" · {one.row.client_name}"
    yield PreviewLine(f"{one.row.day:%m/%d}", f"{in_dollars(one.cents)}{who}")
    codes = one.row.codes.replace(" ×", "×").replace("  ", " ")
    claim = f"claim {one.row.open_money.claim}" if one.row.open_money.claim else ""
    days = "1 day" if one.days == 1 else f"{one.days} days"
    yield PreviewLine("", " · ".join(filter(None, (codes, claim, one.words, days))), "quiet")
