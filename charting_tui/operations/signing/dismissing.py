"""Dismissing a finding for a reason, and restoring it; both words stay in the chart."""

from collections.abc import Iterable

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.signing.claim_changes import why_not_fix_claim
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.visit import Dismissal, Visit
from charting_tui.rules.finding import Finding
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.dismissed import lasting_field, twin_of


def dismissal(
    store: ChartStore, visit: Visit, finding: Finding, reason: str, found: Iterable[Finding]
) -> Dismissal:
    """Return the word that dismisses one of the findings; NotAllowed where it is law, or without a reason."""
    if not finding.dismissible:
        raise NotAllowed(f"You can't dismiss {finding.rule}: it is law or arithmetic. {finding.remedy}")
    if not reason.strip():
        raise NotAllowed("Dismissing a finding needs a reason. Type one, or press Esc to cancel.")
    return Dismissal(
        visit=visit.id,
        rule=finding.rule,
        field=lasting_field(finding.field, visit),
        reason=reason.strip(),
        by=store.person,
        at=store.clock.now(),
        twin=twin_of(finding, found),
    )


def restoration(store: ChartStore, dismissal: Dismissal) -> Dismissal:
    """Return the word that restores a finding that was dismissed."""
    said = {"reason": "", "by": store.person, "at": store.clock.now(), "taken_back": True}
    return dismissal.model_copy(update=said)


def dismiss_on_claim(
    store: ChartStore,
    client: str,
    kept: VisitFile,
    finding: Finding,
    reason: str,
    *,
    found: Iterable[Finding],
) -> None:
    """Dismiss one of the findings of a signed visit; NotAllowed for whoever may not change its claim."""
    _say(store, client, kept, Act.DISMISSED, dismissal(store, kept.visit, finding, reason, found))


def restore_on_claim(store: ChartStore, client: str, kept: VisitFile, dismissal: Dismissal) -> None:
    """Restore a finding of a signed visit; NotAllowed where the person may not change its claim."""
    _say(store, client, kept, Act.DISMISSAL_ENDED, restoration(store, dismissal))


def _say(store: ChartStore, client: str, kept: VisitFile, act: Act, word: Dismissal) -> None:
    refusal = why_not_fix_claim(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    store.commit(ChartChange(act, client, subject=kept.visit.id, dismissal=word))


def check_reason(reason: str, missing: str) -> None:
    """Raise BadInput with the sentence ``missing`` for no reason, or for one without words, as a PIN is."""
    if not reason.strip():
        raise BadInput(missing)
    if not any(letter.isalpha() for letter in reason):
        raise BadInput(
            "Type a reason in a few words. Don't type your PIN here; the program asks for it separately."
        )
