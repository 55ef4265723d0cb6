"""The one table of keys: bindings, key line, help, palette and docs/keys.md are made from it."""

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum


class Place(StrEnum):
    """Where in the program a key works."""

    EVERYWHERE = "everywhere"
    TODAY = "today"
    UNBILLED = "unbilled"
    BILL = "bill"
    CLAIMS = "claims"
    CLAIM_BATCH = "batch of claims"
    CLAIM = "claim before it goes out"
    ANSWER = "payer's response"
    OWED = "owed"
    TOMORROW = "tomorrow"
    CODE_BOOK = "code book"
    CODE = "page of a code"
    VISIT = "visit"
    NOTE = "note"
    CARRIED = "copied lines"
    LAST = "last visit"
    LINES = "code lines"
    FINDINGS = "findings"
    TIMES = "times"
    TIMED = "times, on a line"
    REVIEW = "review and sign"
    BATCH = "batch signing"
    SIGNED = "signed visit"
    ADDENDUM = "addendum"
    CONFLICT = "changed elsewhere"
    OFFICE = "settings"
    SETTINGS = "staff member or payer"
    PAYER = "payer"
    PHRASE = "phrase"
    EFFECT = "effect of a change"
    CLIENTS = "clients"
    CHART = "chart of a client"
    HISTORY = "history of a chart"
    FORM = "forms"
    PICKER = "pick-lists"
    QUICK = "quick line"
    PROMPTS = "guided entry"
    BODY = "body chart"
    QUESTION = "questions"


@dataclass(frozen=True)
class Key:
    """One key: ``id`` names the act, ``word`` stands on the key line, ``help`` is its sentence."""

    id: str
    keys: str
    """As Textual names them, the first one shown, separated by commas."""
    word: str
    help: str
    place: Place
    on_line: bool = True
    """Whether it is shown on the key line; every key is in the help."""
    opens: str = ""
    """The screen that it opens from Today, by its name in ``screens/on_demand.py``."""

    @property
    def action(self) -> str:
        """The name of the method ``action_…`` that it calls."""
        return f"go_to('{self.opens}')" if self.opens else self.id.partition(".")[2].replace("-", "_")

    @property
    def shown(self) -> str:
        """The first key as a person reads it."""
        return spelt(self.keys.partition(",")[0])


_SPELT = {
    "question_mark": "?",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "asterisk": "*",
    "equals_sign": "=",
    "slash": "/",
    "dollar_sign": "$",
    "greater_than_sign": ">",
    "delete": "del",
    "down": "↓",
    "up": "↑",
}


def spelt(key: str) -> str:
    """Return a key's name as it is printed: ``ctrl+n`` is ``^n``."""
    if key.startswith("ctrl+"):
        return f"^{spelt(key.removeprefix('ctrl+'))}"
    if "_" in key and key not in _SPELT:
        with suppress(KeyError):
            return unicodedata.lookup(key.replace("_", " "))
    return _SPELT.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


KEYS: tuple[Key, ...] = (
    Key("all.help", "f1,ctrl+g,question_mark", "help",
        "Show the keys of the place you are in.", Place.EVERYWHERE),
    Key("all.palette", "ctrl+p", "palette", "Search all commands by name.", Place.EVERYWHERE, on_line=False),
    Key("all.back", "escape", "back", "Go back. Everything typed is saved.", Place.EVERYWHERE, on_line=False),
    Key("all.quit", "ctrl+q", "quit", "Save and quit.", Place.EVERYWHERE, on_line=False),
    Key("today.open", "enter", "open",
        "Open the visit to chart it, or to read it once signed.", Place.TODAY),
    Key("today.quick", "f6,ctrl+b", "quick line",
        "Open the visit, and its quick line to type in.", Place.TODAY, on_line=False),
    Key("today.next", "n", "next to do", "Open the next visit waiting for you.", Place.TODAY),
    Key("today.batch", "b", "sign",
        "Sign your notes one after another, then those you co-sign.", Place.TODAY),
    Key("today.appointment", "a", "appointment", "Add an appointment in one line: 2pm doe 60.", Place.TODAY),
    Key("today.unbilled", "u", "unbilled",
        "See every unbilled visit, and why it isn't billed.", Place.TODAY, opens="UnbilledScreen"),
    Key("today.tomorrow", "m", "tomorrow",
        "See what is missing for visits in the next days.", Place.TODAY, opens="TomorrowScreen"),
    Key("today.clients", "c", "clients",
        "Find, add and edit clients; open their charts.", Place.TODAY, opens="ClientsScreen"),
    Key("today.office", "o", "settings",
        "Open settings: practice, staff, payers, fees, phrases.", Place.TODAY, opens="SetupScreen"),
    Key("today.everyone", "e", "mine/all", "Switch between your visits and everyone's.", Place.TODAY),
    Key("today.state", "s", "state",
        "Change the status: arrived, no show, late cancel, canceled.", Place.TODAY),
    Key("today.kind", "k", "kind", "Change the visit type: initial, follow-up, discharge.", Place.TODAY),
    Key("today.code-book", "i", "codes",
        "Look up a code: procedure, modifier, diagnosis, place or denial.", Place.TODAY,
        opens="CodeBookScreen"),
    Key("today.answer", "w", "answer",
        "Answer the biller's question about this visit.", Place.TODAY, on_line=False),
    Key("today.payment", "dollar_sign", "payment",
        "Enter a client payment or refund, or void one.", Place.TODAY,
        on_line=False),
    Key("today.receipt", "r", "receipt",
        "Make a receipt for what the client paid.", Place.TODAY, on_line=False),
    Key("today.day-before", "left_square_bracket", "day",
        "Go to the previous day.", Place.TODAY, on_line=False),
    Key("today.day-after", "right_square_bracket", "day", "Go to the next day.", Place.TODAY, on_line=False),
    Key("today.this-day", "t", "today", "Go back to today.", Place.TODAY, on_line=False),
    Key("today.quit", "q", "quit", "Save and quit.", Place.TODAY),
    Key("today.next-count", "tab", "counts",
        "Jump to the next group of visits: to chart, to sign, …", Place.TODAY, on_line=False),
    Key("today.previous-count", "shift+tab", "counts",
        "Jump to the previous group of visits.", Place.TODAY, on_line=False),
    Key("unbilled.open", "enter", "open", "Open the visit.", Place.UNBILLED),
    Key("unbilled.fix", "f,ctrl+f,f4", "fix",
        "Open the visit and fix what blocks billing.", Place.UNBILLED),
    Key("unbilled.payer", "y", "payer", "Open the visit and change who pays.", Place.UNBILLED),
    Key("unbilled.page", "p", "rule", "Read about the rule that blocks billing this visit.", Place.UNBILLED),
    Key("unbilled.bill", "b", "bill",
        "Review what is ready, or selected, before you bill it.", Place.UNBILLED),
    Key("unbilled.mark", "space", "mark",
        "Select or unselect this visit for billing.", Place.UNBILLED),
    Key("unbilled.wait", "h", "hold",
        "Hold, release, ask the therapist, or mark “do not bill”.", Place.UNBILLED),
    Key("unbilled.owed", "o", "owed",
        "See what payers and clients owe, by age.", Place.UNBILLED),
    Key("unbilled.claims", "c", "claims",
        "See claims already billed, and enter payers' responses.", Place.UNBILLED),
    Key("unbilled.find", "slash", "find",
        "Filter by client, payer, code, status or age (>30 days).", Place.UNBILLED),
    Key("unbilled.code-book", "i", "codes",
        "Look up a denial code or any other code.", Place.UNBILLED),
    Key("unbilled.everyone", "e", "mine/all", "Switch between your visits and everyone's.", Place.UNBILLED),
    Key("unbilled.all-days", "d", "today/all days",
        "Switch between today's visits and all days.", Place.UNBILLED),
    Key("bill.hand-over", "enter,b", "bill",
        "Bill everything listed, and mark the claims as sent.", Place.BILL),
    Key("bill.view", "v", "view claim",
        "View the claim as the payer will see it.", Place.BILL),
    Key("bill.create", "o", "files only",
        "Make the claim files only. You send them later.", Place.BILL),
    Key("claim.next", "n,down", "next", "See the next claim.", Place.CLAIM),
    Key("claim.previous", "p,up", "previous", "See the previous claim.", Place.CLAIM),
    Key("claims.open", "enter", "open", "See the claims and files in this batch.", Place.CLAIMS),
    Key("claims.send", "s", "send",
        "Send this batch, or record that you sent it.", Place.CLAIMS),
    Key("claims.undo", "z", "undo", "Undo a batch that hasn't been sent.", Place.CLAIMS),
    Key("claims.again", "g", "send again",
        "Resend these claims as new ones (not as corrected claims).", Place.CLAIMS),
    Key("claims.find", "slash", "find",
        "Find claims by client, payer, claim number or check.", Place.CLAIMS),
    Key("claim-batch.open", "enter", "open", "Open the visit for this claim.", Place.CLAIM_BATCH),
    Key("claim-batch.send", "s", "send",
        "Send this batch, or record that you sent it.", Place.CLAIM_BATCH),
    Key("claim-batch.answer", "w", "answer",
        "Enter the payer's response: accepted, paid, denied, …", Place.CLAIM_BATCH),
    Key("claim-batch.mark", "space", "mark",
        "Select or unselect this claim, to enter several at once.", Place.CLAIM_BATCH),
    Key("claim-batch.correct", "r", "correct",
        "Reopen the claim to send a corrected one.", Place.CLAIM_BATCH),
    Key("claim-batch.next-payer", "n", "next payer",
        "Bill the client's next insurance.", Place.CLAIM_BATCH),
    Key("claim-batch.undo", "z", "undo",
        "Undo the last payer response, or a batch not sent yet.", Place.CLAIM_BATCH),
    Key("claim-batch.find", "slash", "find",
        "Find claims by client, payer, claim number or check.", Place.CLAIM_BATCH),
    Key("answer.save", "ctrl+s", "save", "Save the payer's response.", Place.ANSWER),
    Key("answer.lines", "ctrl+l", "by line",
        "Enter this claim's amounts line by line.", Place.ANSWER),
    Key("answer.next-claim", "down", "next claim", "Go to the next claim on this check.", Place.ANSWER),
    Key("answer.previous-claim", "up", "claim before",
        "Go to the previous claim on this check.", Place.ANSWER,
        on_line=False),
    Key("owed.open", "enter", "open", "On a payer or client: show visits. On a visit: open it.", Place.OWED),
    Key("owed.aged-from", "d", "aged from",
        "Count the age from the date of service or date billed.", Place.OWED),
    Key("owed.statement", "s", "statement", "Make this client's statement.", Place.OWED),
    Key("owed.payment", "dollar_sign", "payment",
        "Enter a client payment or refund, or void one.", Place.OWED),
    Key("owed.find", "slash", "find", "Filter by part of a payer's or client's name.", Place.OWED),
    Key("tomorrow.fix", "enter,f,ctrl+f,f4", "fix",
        "Go to where you fix this item, or to the client's chart.", Place.TOMORROW),
    Key("tomorrow.chart", "c", "chart", "Open this client's chart.", Place.TOMORROW),
    Key("tomorrow.payer", "y", "payer", "Open the visit and change who pays.", Place.TOMORROW),
    Key("tomorrow.kind", "k", "kind",
        "Change the visit type: initial, follow-up, discharge.", Place.TOMORROW),
    Key("tomorrow.page", "p", "rule", "Read about the rule behind this item.", Place.TOMORROW),
    Key("tomorrow.who", "w", "who", "Show everyone's items, or only one role's.", Place.TOMORROW),
    Key("tomorrow.everyone", "e", "mine/all", "Switch between your visits and everyone's.", Place.TOMORROW),
    Key("tomorrow.more-days", "d", "3/10 days",
        "Show the next 3 booked days, or the next 10.", Place.TOMORROW),
    Key("codes.open", "enter", "open", "Read the full page for this code.", Place.CODE_BOOK),
    Key("code.look-up", "i", "codes", "Look up another code.", Place.CODE),
    Key("visit.quick", "f6,ctrl+b", "quick line",
        "Chart in one line of shorthand, such as mfr30 @ neck.", Place.VISIT),
    Key("visit.add-code", "ctrl+n,f2", "code",
        "Add a procedure code: type its number or words.", Place.VISIT),
    Key("visit.fix", "ctrl+f,f4", "fix", "Go to the most serious finding and its fixes.", Place.VISIT),
    Key("visit.review", "ctrl+r,f9", "review", "Review the whole record and sign it.", Place.VISIT),
    Key("visit.same", "ctrl+d", "last visit",
        "See the last visit; copy its plan, lines or codes.", Place.VISIT),
    Key("visit.times", "ctrl+t,f8", "times", "Enter time in and out, and time each treatment.", Place.VISIT),
    Key("visit.diagnoses", "ctrl+o,f3", "diagnosis", "Choose this visit's diagnoses.", Place.VISIT),
    Key("visit.payer", "ctrl+right_square_bracket,f11", "payer",
        "Choose who pays: insurance, an injury case or the client.", Place.VISIT, on_line=False),
    Key("visit.body", "ctrl+k", "body", "Mark what you found on the body chart.", Place.VISIT),
    Key("visit.lines", "ctrl+l,f5", "lines", "Go to the code lines.", Place.VISIT),
    Key("visit.prompts", "f12", "guided",
        "Guided entry: chart by answering questions.", Place.VISIT, on_line=False),
    Key("visit.report", "f10", "report",
        "Add a progress report (baseline and now) to the note.", Place.VISIT, on_line=False),
    Key("visit.take-named", "f7", "add named",
        "Add the code that your note suggests.", Place.VISIT, on_line=False),
    Key("visit.save", "ctrl+s", "save", "Save now. Leaving saves too.", Place.VISIT, on_line=False),
    Key("visit.next-field", "tab", "next",
        "Finish a phrase you began with a dot, or go to next blank.", Place.VISIT, on_line=False),
    Key("visit.previous-field", "shift+tab", "previous",
        "Go to the previous blank or section.", Place.VISIT, on_line=False),
    Key("note.undo", "ctrl+z", "undo", "Undo your last typing in this section.", Place.NOTE, on_line=False),
    Key("carried.affirm", "ctrl+y", "confirm",
        "Confirm that this section's copied lines still hold today.", Place.CARRIED),
    Key("last.bring", "enter", "copy", "Copy the selected lines into this visit.", Place.LAST),
    Key("last.codes", "c", "and codes",
        "Copy selected lines and all codes; you enter new minutes.", Place.LAST),
    Key("last.mark", "space", "mark", "Select or unselect this line.", Place.LAST),
    Key("last.plan", "p", "same plan", "Select or clear all lines of Plan.", Place.LAST),
    Key("last.subjective", "s", "subjective",
        "Select or clear all lines of Subjective.", Place.LAST, on_line=False),
    Key("last.objective", "o", "objective",
        "Select or clear all lines of Objective.", Place.LAST, on_line=False),
    Key("last.assessment", "a", "assessment",
        "Select or clear all lines of Assessment.", Place.LAST, on_line=False),
    Key("last.health", "h", "health asked",
        "Record that you asked about health today: no changes.", Place.LAST),
    Key("last.earlier", "left_square_bracket", "earlier", "Show an earlier visit.", Place.LAST),
    Key("last.later", "right_square_bracket", "later",
        "Show a later visit.", Place.LAST, on_line=False),
    Key("lines.add", "a", "add", "Add a code.", Place.LINES),
    Key("lines.minutes", "m,enter", "minutes", "Enter this line's hands-on minutes.", Place.LINES),
    Key("lines.areas", "r", "areas", "Enter the areas treated.", Place.LINES),
    Key("lines.pointers", "p", "pointers", "Enter diagnosis pointers by letter.", Place.LINES),
    Key("lines.units", "u", "units", "Enter units by hand. Leave blank to use the minutes.", Place.LINES),
    Key("lines.modifiers", "o", "modifiers", "Enter modifiers.", Place.LINES),
    Key("lines.code-book", "i", "about",
        "Look up this code: meaning, units, conflicts, payers.", Place.LINES),
    Key("lines.bill-to", "b", "bill to",
        "Bill the payer or the client, or do not bill.", Place.LINES, on_line=False),
    Key("lines.code", "c", "swap", "Change the code on this line.", Place.LINES, on_line=False),
    Key("lines.remove", "x,delete", "remove", "Remove this line.", Place.LINES),
    Key("lines.undo", "z,ctrl+z", "undo", "Undo the last change.", Place.LINES),
    Key("findings.fix-1", "1,enter", "first fix", "Apply the first suggested fix.", Place.FINDINGS),
    Key("findings.fix-2", "2", "second", "Apply the second suggested fix.", Place.FINDINGS, on_line=False),
    Key("findings.fix-3", "3", "third", "Apply the third suggested fix.", Place.FINDINGS, on_line=False),
    Key("findings.fix-4", "4", "fourth", "Apply the fourth suggested fix.", Place.FINDINGS, on_line=False),
    Key("findings.dismiss", "o", "dismiss", "Dismiss this finding and give a reason.", Place.FINDINGS),
    Key("findings.take-back", "t", "restore", "Restore a dismissed finding.", Place.FINDINGS),
    Key("findings.page", "p", "page", "Read about this rule.", Place.FINDINGS),
    Key("findings.undo", "z,ctrl+z", "undo", "Undo the last change.", Place.FINDINGS),
    Key("times.take", "enter", "save", "Save the time in and out as typed.", Place.TIMES),
    Key("times.stamp-in", "f2,ctrl+n", "in now", "Set time in to now.", Place.TIMES),
    Key("times.stamp-out", "f3,ctrl+o", "out now", "Set time out to now.", Place.TIMES),
    Key("times.undo", "ctrl+z", "undo", "Undo the last change.", Place.TIMES),
    Key("times.down", "down,tab", "down", "Move down to the code lines.", Place.TIMES, on_line=False),
    Key("times.up", "up,shift+tab", "up",
        "Move up one line; from the first, to time in and out.", Place.TIMES, on_line=False),
    Key("timed.timer", "space,t", "timer", "Start or stop this line's timer.", Place.TIMED),
    Key("timed.take", "m,enter", "minutes",
        "Enter this line's minutes, or its start and end time.", Place.TIMED),
    Key("timed.stamp-in", "i", "in now", "Set time in to now.", Place.TIMED),
    Key("timed.stamp-out", "o", "out now", "Set time out to now.", Place.TIMED),
    Key("timed.undo", "z", "undo", "Undo the last change.", Place.TIMED),
    Key("review.sign", "s,enter", "sign", "Sign the record with your PIN.", Place.REVIEW),
    Key("review.next", "n", "sign, next", "Sign, and open the next visit waiting for you.", Place.REVIEW),
    Key("review.read-on", "space", "read on",
        "Show the next page. The arrow keys work too.", Place.REVIEW),
    Key("review.fix", "f,ctrl+f,f4", "fix", "Go back to fix the most serious finding.", Place.REVIEW),
    Key("review.times", "ctrl+t,f8", "times",
        "Enter time in and out, and time each treatment.", Place.REVIEW),
    Key("batch.sign", "s", "sign", "Sign this note once you have read it to the end.", Place.BATCH),
    Key("batch.read-on", "space", "read on", "Show the next page of the record.", Place.BATCH),
    Key("batch.postpone", "greater_than_sign", "postpone",
        "Leave this note unsigned and go to the next.", Place.BATCH),
    Key("batch.fix", "f,ctrl+f,f4", "fix", "Open this visit to fix it. Stops batch signing.", Place.BATCH),
    Key("batch.times", "ctrl+t,f8", "times", "Enter time in and out, and time each treatment.", Place.BATCH),
    Key("batch.back", "escape", "end", "Stop batch signing. What you signed stays signed.", Place.BATCH),
    Key("signed.fix", "f,ctrl+f,f4", "fix",
        "Fix a problem in the claim or in the client's chart.", Place.SIGNED),
    Key("signed.payer", "y", "payer",
        "Change who pays, with a reason.", Place.SIGNED),
    Key("signed.bill-to", "b", "bill to",
        "Change who is billed for a line.", Place.SIGNED),
    Key("signed.answer", "w", "answer",
        "Enter the payer's response: denial, appeal, amounts.", Place.SIGNED,
        on_line=False),
    Key("signed.cosign", "s", "co-sign", "Co-sign this note with your PIN.", Place.SIGNED),
    Key("signed.addendum", "a", "addendum", "Add an addendum (needs a reason and your PIN).", Place.SIGNED),
    Key("signed.in-error", "x", "in error",
        "Mark this visit as entered in error (wrong chart).", Place.SIGNED, on_line=False),
    Key("signed.pointers", "p", "pointers", "Enter diagnosis pointers for each line.", Place.SIGNED),
    Key("signed.units", "u", "units", "Enter units for each line.", Place.SIGNED),
    Key("signed.modifiers", "o", "modifiers", "Enter modifiers for each line.", Place.SIGNED),
    Key("signed.dismissal", "d", "dismiss",
        "Dismiss a finding with a reason, or restore it.", Place.SIGNED, on_line=False),
    Key("addendum.sign", "ctrl+s,f9", "sign", "Sign the addendum with your PIN.", Place.ADDENDUM),
    Key("addendum.next-field", "tab,shift+tab", "next field",
        "Go to the next field: text, reason, text it corrects.", Place.ADDENDUM),
    Key("conflict.both", "b", "keep both",
        "Keep both versions of each section that differs.", Place.CONFLICT),
    Key("conflict.merge", "enter", "merge", "Save each section as chosen above.", Place.CONFLICT),
    Key("conflict.subjective", "s", "S",
        "Choose which Subjective to keep: yours, theirs or both.", Place.CONFLICT, on_line=False),
    Key("conflict.objective", "o", "O",
        "Choose which Objective to keep: yours, theirs or both.", Place.CONFLICT, on_line=False),
    Key("conflict.assessment", "a", "A",
        "Choose which Assessment to keep: yours, theirs or both.", Place.CONFLICT, on_line=False),
    Key("conflict.plan", "p", "P",
        "Choose which Plan to keep: yours, theirs or both.", Place.CONFLICT, on_line=False),
    Key("conflict.mine", "m", "keep mine", "Keep your version.", Place.CONFLICT),
    Key("conflict.theirs", "t", "keep theirs",
        "Discard your version and keep the other one.", Place.CONFLICT),
    Key("office.open", "enter", "open", "Edit this field, or open this entry.", Place.OFFICE),
    Key("office.add", "a", "add", "Add a staff member, payer, fee, phrase or word.", Place.OFFICE),
    Key("office.end", "x", "end",
        "Enter someone's last day; end a login; delete a phrase/word.", Place.OFFICE),
    Key("office.pin", "p", "PIN", "Reset a PIN. The person gets a code to choose a new one.", Place.OFFICE),
    Key("office.next-part", "tab,right", "next part",
        "Go to the next tab.", Place.OFFICE),
    Key("office.previous-part", "shift+tab,left", "previous part",
        "Go to the previous tab.", Place.OFFICE, on_line=False),
    Key("settings.change", "enter", "change", "Edit this line.", Place.SETTINGS),
    Key("payer.reset", "r", "preset's", "Reset this setting to its preset value.", Place.PAYER),
    Key("phrase.save", "ctrl+s,f9", "save", "Save the phrase and go back.", Place.PHRASE),
    Key("phrase.next-field", "tab", "next", "Go to the next field.", Place.PHRASE),
    Key("phrase.previous-field", "shift+tab", "previous", "Go to the previous field.", Place.PHRASE),
    Key("effect.save", "enter,y", "save", "Save the change.", Place.EFFECT),
    Key("effect.list", "l", "list", "List the open visits this changes, and how.", Place.EFFECT),
    Key("clients.open", "enter", "chart", "Open this client's chart.", Place.CLIENTS),
    Key("clients.new", "ctrl+n,f2", "new client", "Add a new client.", Place.CLIENTS),
    Key("clients.start", "ctrl+t,f4", "start a visit",
        "Book a visit for now and open it.", Place.CLIENTS),
    Key("chart.open", "enter", "open", "Open the visit, or edit this entry.", Place.CHART),
    Key("chart.add", "a", "add", "Add an entry to this section.", Place.CHART),
    Key("chart.end", "x", "end", "Enter an end date. Nothing is deleted.", Place.CHART),
    Key("chart.undo", "z", "undo", "Undo your last change in this chart.", Place.CHART, on_line=False),
    Key("chart.start", "v", "visit", "Start a visit now and open it.", Place.CHART),
    Key("chart.superbill", "b", "superbill",
        "Make the superbill for this visit's day.", Place.CHART, on_line=False),
    Key("chart.statement", "s", "statement",
        "Make a client statement (balance due).", Place.CHART, on_line=False),
    Key("chart.history", "h", "history",
        "See who changed what in this chart, and who viewed it.", Place.CHART, on_line=False),
    Key("chart.merge", "m", "merge", "Merge this chart into the same client's other chart.", Place.CHART),
    Key("chart.next-section", "tab", "section", "Go to the next section.", Place.CHART),
    Key("chart.previous-section", "shift+tab", "previous section",
        "Go to the previous section.", Place.CHART, on_line=False),
    Key("history.person", "p", "person",
        "Show one person's entries, the next person's, or all.", Place.HISTORY),
    Key("history.day", "d", "day", "Show only the highlighted entry's day, or every day.", Place.HISTORY),
    Key("history.looks", "l", "views", "Show edits and views, edits only, or views only.", Place.HISTORY),
    Key("form.save", "ctrl+s,f9", "save", "Save and go back.", Place.FORM),
    Key("form.next-field", "tab,down", "next", "Go to the next field. Enter works too.", Place.FORM),
    Key("form.previous-field", "shift+tab,up", "previous", "Go to the previous field.", Place.FORM),
    Key("form.open-same", "ctrl+o,f3", "open that one",
        "Open the chart of the matching client on file.", Place.FORM),
    Key("picker.choose", "enter", "choose", "Choose the highlighted row.", Place.PICKER),
    Key("quick.take", "enter", "add",
        "Add the line to the note, or choose the highlighted suggestion.", Place.QUICK),
    Key("quick.complete", "tab", "complete", "Complete the highlighted word or suggestion.", Place.QUICK),
    Key("quick.confirm", "f7", "add code",
        "Add the code the program suggests for this line.", Place.QUICK, on_line=False),
    Key("quick.teach", "f2,ctrl+n", "new word",
        "Teach an unknown word: it is added to your vocabulary.", Place.QUICK, on_line=False),
    Key("quick.down", "down", "next", "Highlight the next word or suggestion.", Place.QUICK, on_line=False),
    Key("quick.up", "up", "before",
        "Previous suggestion; on an empty line, your last line.", Place.QUICK, on_line=False),
    Key("quick.prompts", "f6,ctrl+b", "guided",
        "Switch to guided entry. Your answers are kept.", Place.QUICK),
    Key("prompts.take", "enter", "accept",
        "Accept this answer; at the end, add all to the note.", Place.PROMPTS),
    Key("prompts.complete", "tab", "complete",
        "Edit the suggested answer, or complete the highlighted word.", Place.PROMPTS),
    Key("prompts.before", "up", "before",
        "Go back to the previous question.", Place.PROMPTS),
    Key("prompts.page-up", "pageup", "up", "Scroll up to earlier answers.", Place.PROMPTS, on_line=False),
    Key("prompts.page-down", "pagedown", "down",
        "Scroll down to later answers.", Place.PROMPTS, on_line=False),
    Key("prompts.line", "f6,ctrl+b", "quick line",
        "Switch to the quick line. Your answers are kept.", Place.PROMPTS),
    Key("body.grade", "0,1,2,3,4,5,6,7,8,9", "… 9 grade",
        "Grade the highlighted area on your clinic's scale.", Place.BODY),
    Key("body.trigger", "asterisk", "trigger", "Add or remove trigger points.", Place.BODY),
    Key("body.finding", "plus", "other", "Add or remove other findings for this area.", Place.BODY),
    Key("body.remove", "x,delete", "remove", "Remove this area's findings.", Place.BODY),
    Key("body.find", "slash", "find", "Find an area by name, such as ut for upper trapezius.", Place.BODY),
    Key("body.before", "equals_sign", "last",
        "Switch between the last visit's findings and today's.", Place.BODY),
    Key("body.take", "enter", "add", "Add the findings to the note and go back.", Place.BODY),
    Key("body.undo", "z,ctrl+z", "undo", "Undo the last change on this chart.", Place.BODY),
    Key("body.next-area", "space", "area", "Switch to another muscle or area at the same spot.", Place.BODY),
    Key("body.both", "b", "both sides", "Mark both sides at once.", Place.BODY, on_line=False),
    Key("body.left", "l", "left", "Go to the client's left side.", Place.BODY, on_line=False),
    Key("body.right", "r", "right", "Go to the client's right side.", Place.BODY, on_line=False),
    Key("body.turn", "tab,shift+tab", "front/back",
        "Switch between front and back view.", Place.BODY, on_line=False),
    Key("body.go-up", "up", "up", "Move up to the next area.", Place.BODY, on_line=False),
    Key("body.go-down", "down", "down", "Move down to the next area.", Place.BODY, on_line=False),
    Key("body.go-left", "left", "left", "Move left to the next area.", Place.BODY, on_line=False),
    Key("body.go-right", "right", "right", "Move right to the next area.", Place.BODY, on_line=False),
    Key("question.take", "enter", "save", "Save the answer.", Place.QUESTION),
)  # fmt: skip


_own: dict[str, str] = {}
"""The keys that whoever is signed in has chosen, by the ids of their acts; a process has one login."""


def use_own_keys(own: Mapping[str, str]) -> None:
    """Show these keys, by the ids of their acts, in place of the table's."""
    _own.clear()
    _own.update(own)


def every_key() -> tuple[Key, ...]:
    """Return the whole table with a person's own keys in it."""
    if not _own:
        return KEYS
    return tuple(replace(key, keys=_own.get(key.id, key.keys)) for key in KEYS)


def keys_at(*places: Place) -> tuple[Key, ...]:
    """Return the keys of these places, in the table's order."""
    return tuple(key for place in places for key in every_key() if key.place is place)
