"""Taking the last change of a visit back, with what it entered in the client's file.

The file is shared with other logins: what someone changed in it since stays, and is named.
"""

from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.operations.visits.editing import Entered
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.chart import ClientFile

_FIX_IT_THERE = "Fix it there."


def undo_last_change(session: EditingSession) -> str | None:
    """Undo the last change, and return what to say about what stays; None without any change.

    Where its words in the note were changed since, they stay, and so does what they say in the client's file.
    """
    step = session.last_step
    if step is None:
        return None
    said = ""
    changed = step.note_without(session.draft.visit.note) is None
    if changed and step.entered is not None and step.entered.of_note:
        names = " and ".join(_parts(step.entered).values())
        said = (
            f"You changed the text since, so it stays. Still in the client's chart: {names}. {_FIX_IT_THERE}"
        )
    elif changed:
        said = "Undone, except for the text: you changed it since."
    if step.entered is not None and not (changed and step.entered.of_note):
        said = " ".join(filter(None, (said, _taken_out(session, step.entered))))
    session.undo()
    return said


def _taken_out(session: EditingSession, entered: Entered) -> str:
    known = read_known(session.store, session.chart.id)
    file = known.file
    back, stays = [], []
    for part, name in _parts(entered).items():
        without = _without(part, file, entered)
        if without is None:
            stays.append(name)
        else:
            file = without
            back.append(name)
    if back:
        save_file(session.store, known, file)
    session.read_file()
    told = f"Undone, including {' and '.join(back)} in the client's chart." if back else ""
    left = (
        f"Still in the client's chart, which changed since: {' and '.join(stays)}. {_FIX_IT_THERE}"
        if stays
        else ""
    )
    return " ".join(filter(None, (told, left)))


_ENTRIES = {
    "coverage": "the coverage",
    "authorizations": "the authorization",
    "referrals": "the prescription",
    "cases": "the case",
    "plans": "the plan of care",
    "diagnoses": "the diagnosis",
}


def _parts(entered: Entered) -> dict[str, str]:
    """Return what was entered, each part of the file with its name in a sentence."""
    before, after = entered.before, entered.after
    only_consent = before.client.model_copy(update={"consent": after.client.consent}) == after.client
    client = {"client": "the consent" if only_consent else "the client's own fields"}
    named = {**client, **_ENTRIES}
    return {part: name for part, name in named.items() if getattr(before, part) != getattr(after, part)}


def _without(part: str, file: ClientFile, entered: Entered) -> ClientFile | None:
    """Return the file with that part as it was before; None where it is no longer as it was entered."""
    before, after = entered.before, entered.after
    if part == "plans":
        return _without_plan(file, entered)
    if part == "client":
        if file.client.consent != after.client.consent:
            return None
        client = file.client.model_copy(update={"consent": before.client.consent})
        if file.client == after.client:
            client = before.client
        return file.model_copy(update={"client": client})
    same = getattr(file, part) == getattr(after, part)
    return file.model_copy(update={part: getattr(before, part)}) if same else None


def _without_plan(file: ClientFile, entered: Entered) -> ClientFile | None:
    (plan,) = (one for one in entered.after.plans if one not in entered.before.plans)
    if plan not in file.plans:
        return None
    was = tuple(one for one in entered.before.plans if one.id == plan.id)
    at = file.plans.index(plan)
    return file.model_copy(update={"plans": (*file.plans[:at], *was, *file.plans[at + 1 :])})
