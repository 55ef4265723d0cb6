"""The one table of keys: bindings, key line, help, palette and docs/keys.md are made from it."""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in the program a key works."""

    EVERYWHERE = "everywhere"
    TODAY = "today"
    UNBILLED = "unbilled"
    BILL = "bill"
    CLAIMS = "claims"
    CLAIM_BATCH = "batch of claims"
    OWED = "owed"
    TOMORROW = "tomorrow"
    CODE_BOOK = "code book"
    CODE = "page of a code"
    VISIT = "visit"
    CARRIED = "carried lines"
    LAST = "last visit"
    LINES = "code lines"
    FINDINGS = "findings"
    TIMES = "times"
    TIMED = "times, on a line"
    REVIEW = "review and sign"
    BATCH = "signing several"
    SIGNED = "signed visit"
    ADDENDUM = "addendum"
    CONFLICT = "changed elsewhere"
    OFFICE = "office"
    SETTINGS = "person or payer"
    PAYER = "payer"
    PHRASE = "phrase"
    EFFECT = "effect of a change"
    CLIENTS = "clients"
    CHART = "chart of a client"
    FORM = "forms"
    PICKER = "pick-lists"
    QUICK = "quick line"
    PROMPTS = "prompts"
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
    Key("all.palette", "ctrl+p", "palette", "Find any act by name.", Place.EVERYWHERE, on_line=False),
    Key("all.back", "escape", "back", "Go back; a note keeps every key.", Place.EVERYWHERE, on_line=False),
    Key("all.quit", "ctrl+q", "quit", "Save and leave the program.", Place.EVERYWHERE, on_line=False),
    Key("today.open", "enter", "open",
        "Open the visit: write its note, or read it once signed.", Place.TODAY),
    Key("today.next", "n", "next to do", "Open the next visit that waits for you.", Place.TODAY),
    Key("today.batch", "b", "sign", "Read and sign your notes, one after the other.", Place.TODAY),
    Key("today.appointment", "a", "appointment", "Add an appointment in one line: 2pm doe 60.", Place.TODAY),
    Key("today.unbilled", "u", "unbilled",
        "See every visit that is not billed, and why.", Place.TODAY, opens="UnbilledScreen"),
    Key("today.tomorrow", "m", "tomorrow",
        "See what is missing for the next days' booked visits.", Place.TODAY, opens="TomorrowScreen"),
    Key("today.clients", "c", "clients",
        "Find, enter and edit clients; open their charts.", Place.TODAY, opens="ClientsScreen"),
    Key("today.office", "o", "office",
        "See practice, people, payers, fees, phrases, words.", Place.TODAY, opens="SetupScreen"),
    Key("today.everyone", "e", "mine/all", "Show your own visits, or everyone's.", Place.TODAY),
    Key("today.state", "s", "state", "Mark a visit: arrived, no show, late cancel, cancelled.", Place.TODAY),
    Key("today.kind", "k", "kind", "Say what a visit is for: initial, follow-up, discharge.", Place.TODAY),
    Key("today.code-book", "i", "codes",
        "Look up a code: procedure, modifier, diagnosis, place or denial.", Place.TODAY,
        opens="CodeBookScreen"),
    Key("today.answer", "w", "answer",
        "Answer what the biller asks about one of your visits.", Place.TODAY, on_line=False),
    Key("today.payment", "dollar_sign", "payment",
        "Enter what the client of the marked visit pays; refund it, or void an entry.", Place.TODAY,
        on_line=False),
    Key("today.receipt", "r", "receipt",
        "Make the receipt for what the client of the marked visit paid.", Place.TODAY, on_line=False),
    Key("today.day-before", "left_square_bracket", "day", "Show the day before.", Place.TODAY, on_line=False),
    Key("today.day-after", "right_square_bracket", "day", "Show the day after.", Place.TODAY, on_line=False),
    Key("today.this-day", "t", "today", "Come back to today.", Place.TODAY, on_line=False),
    Key("today.quit", "q", "quit", "Save and leave the program.", Place.TODAY),
    Key("unbilled.open", "enter", "open", "Open the visit.", Place.UNBILLED),
    Key("unbilled.fix", "f,ctrl+f,f4", "fix",
        "Open the visit and fix what keeps it from being billed.", Place.UNBILLED),
    Key("unbilled.payer", "y", "payer", "Open the visit and choose who pays for it.", Place.UNBILLED),
    Key("unbilled.page", "p", "rule", "Read the page of the rule that blocks it.", Place.UNBILLED),
    Key("unbilled.bill", "b", "bill",
        "See what is ready, or marked, before it is handed over.", Place.UNBILLED),
    Key("unbilled.mark", "space", "mark",
        "Mark the visit to be billed, or take the mark away.", Place.UNBILLED),
    Key("unbilled.wait", "h", "hold",
        "Hold, lift, return with a question, or never bill it.", Place.UNBILLED),
    Key("unbilled.owed", "o", "owed",
        "See what payers and clients owe, by age.", Place.UNBILLED),
    Key("unbilled.claims", "c", "claims",
        "See what was handed over, and what payers answered.", Place.UNBILLED),
    Key("unbilled.find", "slash", "find",
        "Show some: client, payer, code, state, or >30 days.", Place.UNBILLED),
    Key("unbilled.code-book", "i", "codes",
        "Look up the payer's reason for a denial, or another code.", Place.UNBILLED),
    Key("unbilled.everyone", "e", "mine/all", "Show your own visits, or everyone's.", Place.UNBILLED),
    Key("unbilled.all-days", "d", "today/all days",
        "Show today's visits, or those of every day.", Place.UNBILLED),
    Key("bill.hand-over", "enter,b", "hand over",
        "Hand over what is listed, and mark the claims as sent.", Place.BILL),
    Key("bill.create", "o", "files only",
        "Make the files only; you send them later.", Place.BILL),
    Key("claims.open", "enter", "open", "See the claims and files of the batch.", Place.CLAIMS),
    Key("claims.send", "s", "send",
        "Send a created batch, or say that you sent it.", Place.CLAIMS),
    Key("claims.undo", "z", "undo", "Undo a batch that was not sent.", Place.CLAIMS),
    Key("claims.again", "g", "send again",
        "Send its claims once more, under new numbers.", Place.CLAIMS),
    Key("claim-batch.open", "enter", "open", "Open the visit of the claim.", Place.CLAIM_BATCH),
    Key("claim-batch.answer", "w", "answer",
        "Enter what the payer answered: accepted, paid, denied, …", Place.CLAIM_BATCH),
    Key("claim-batch.mark", "space", "mark",
        "Mark the claim, to answer several at once.", Place.CLAIM_BATCH),
    Key("claim-batch.correct", "r", "correct",
        "Open the claim again, so that it goes out corrected.", Place.CLAIM_BATCH),
    Key("claim-batch.next-payer", "n", "next payer",
        "Open the claim of the client's next policy.", Place.CLAIM_BATCH),
    Key("owed.open", "enter", "open", "Open the line down to its visits; open the visit.", Place.OWED),
    Key("owed.aged-from", "d", "aged from",
        "Age from the date of service, or from the date billed.", Place.OWED),
    Key("owed.statement", "s", "statement", "Make the statement of the marked client.", Place.OWED),
    Key("owed.payment", "dollar_sign", "payment",
        "Enter what the client pays for the marked visit; refund it, or void an entry.", Place.OWED),
    Key("owed.find", "slash", "find", "Show some: part of a payer's or client's name.", Place.OWED),
    Key("tomorrow.fix", "enter,f,ctrl+f,f4", "fix",
        "Fix the marked line where it is entered; or open the chart.", Place.TOMORROW),
    Key("tomorrow.chart", "c", "chart", "Open the chart of the marked visit's client.", Place.TOMORROW),
    Key("tomorrow.payer", "y", "payer", "Open the visit and choose who pays for it.", Place.TOMORROW),
    Key("tomorrow.kind", "k", "kind", "Say what the visit is for, like a progress report.", Place.TOMORROW),
    Key("tomorrow.page", "p", "rule", "Read the page of the rule of the marked line.", Place.TOMORROW),
    Key("tomorrow.who", "w", "who", "Show what everybody can fix, or one role alone.", Place.TOMORROW),
    Key("tomorrow.everyone", "e", "mine/all", "Show your own visits, or everyone's.", Place.TOMORROW),
    Key("tomorrow.more-days", "d", "3/10 days",
        "Show the next 3 days with bookings, or the next 10.", Place.TOMORROW),
    Key("codes.open", "enter", "open", "Read the whole page of the marked code.", Place.CODE_BOOK),
    Key("code.look-up", "i", "codes", "Look up another code.", Place.CODE),
    Key("visit.quick", "f6,ctrl+b", "quick line", "Chart in one line: p6>4; mfr30 @ neck; imp.", Place.VISIT),
    Key("visit.add-code", "ctrl+n,f2", "code", "Add a code: number, part of it, or words.", Place.VISIT),
    Key("visit.fix", "ctrl+f,f4", "fix", "Go to the worst finding and its fixes.", Place.VISIT),
    Key("visit.review", "ctrl+r,f9", "review", "Read the whole record and sign it.", Place.VISIT),
    Key("visit.same", "ctrl+d", "last visit",
        "See the last visit; bring its plan, lines and codes.", Place.VISIT),
    Key("visit.times", "ctrl+t,f8", "times", "Enter in and out, and time each treatment.", Place.VISIT),
    Key("visit.diagnoses", "ctrl+o,f3", "diagnosis", "Choose the visit's diagnoses.", Place.VISIT),
    Key("visit.payer", "ctrl+right_square_bracket,f11", "payer",
        "Choose who pays: a policy, a case, or the client.", Place.VISIT, on_line=False),
    Key("visit.body", "ctrl+k", "body", "Mark what was found on the body chart.", Place.VISIT),
    Key("visit.lines", "ctrl+l,f5", "lines", "Go to the code lines.", Place.VISIT),
    Key("visit.prompts", "f12", "prompts", "Chart by questions, one at a time.", Place.VISIT, on_line=False),
    Key("visit.report", "f10", "report",
        "Put the report of progress into the note: baseline against now.", Place.VISIT, on_line=False),
    Key("visit.take-named", "f7", "take named",
        "Add the code that the note's words propose.", Place.VISIT, on_line=False),
    Key("visit.save", "ctrl+s", "save", "Save now (leaving saves too).", Place.VISIT, on_line=False),
    Key("visit.next-field", "tab", "next",
        "Bring in the phrase that .ne begins; else the next place or part.", Place.VISIT, on_line=False),
    Key("visit.previous-field", "shift+tab", "previous",
        "Go to the place of a phrase, or the part, before.", Place.VISIT, on_line=False),
    Key("carried.affirm", "ctrl+y", "still so", "Affirm the carried lines of this part.", Place.CARRIED),
    Key("last.bring", "enter", "bring", "Bring the marked lines into this visit.", Place.LAST),
    Key("last.codes", "c", "and codes",
        "Bring the marked lines, and every code with today's minutes.", Place.LAST),
    Key("last.mark", "space", "mark", "Mark this line, or take the mark away.", Place.LAST),
    Key("last.plan", "p", "same plan", "Mark the whole plan, or nothing of it.", Place.LAST),
    Key("last.subjective", "s", "subjective",
        "Mark the subjective part, or nothing of it.", Place.LAST, on_line=False),
    Key("last.objective", "o", "objective",
        "Mark the objective part, or nothing of it.", Place.LAST, on_line=False),
    Key("last.assessment", "a", "assessment",
        "Mark the assessment, or nothing of it.", Place.LAST, on_line=False),
    Key("last.health", "h", "health asked", "Say that you asked today: no change in health.", Place.LAST),
    Key("last.earlier", "left_square_bracket", "earlier", "Show the visit before this one.", Place.LAST),
    Key("last.later", "right_square_bracket", "later",
        "Show the visit after this one.", Place.LAST, on_line=False),
    Key("lines.add", "a", "add", "Add a code.", Place.LINES),
    Key("lines.minutes", "m,enter", "minutes", "Enter the hands-on minutes of this line.", Place.LINES),
    Key("lines.areas", "r", "areas", "Enter the areas treated.", Place.LINES),
    Key("lines.pointers", "p", "pointers", "Point to diagnoses by their letters.", Place.LINES),
    Key("lines.units", "u", "units", "Enter units by hand; empty means what the minutes earn.", Place.LINES),
    Key("lines.modifiers", "o", "modifiers", "Enter modifiers.", Place.LINES),
    Key("lines.code-book", "i", "about",
        "Read what this code means, pays and conflicts with.", Place.LINES),
    Key("lines.bill-to", "b", "bill to", "Bill the payer, the client or nobody.", Place.LINES, on_line=False),
    Key("lines.code", "c", "swap", "Put another code in this line.", Place.LINES, on_line=False),
    Key("lines.remove", "x,delete", "remove", "Remove this line.", Place.LINES),
    Key("lines.undo", "z,ctrl+z", "undo", "Take the last change back.", Place.LINES),
    Key("findings.fix-1", "1,enter", "first fix", "Make the first change offered.", Place.FINDINGS),
    Key("findings.fix-2", "2", "second", "Make the second change offered.", Place.FINDINGS, on_line=False),
    Key("findings.fix-3", "3", "third", "Make the third change offered.", Place.FINDINGS, on_line=False),
    Key("findings.fix-4", "4", "fourth", "Make the fourth change offered.", Place.FINDINGS, on_line=False),
    Key("findings.dismiss", "o", "dismiss", "Dismiss the finding, with a reason.", Place.FINDINGS),
    Key("findings.take-back", "t", "restore", "Restore a dismissed finding.", Place.FINDINGS),
    Key("findings.page", "p", "page", "Read the page of the rule.", Place.FINDINGS),
    Key("findings.undo", "z,ctrl+z", "undo", "Take the last change back.", Place.FINDINGS),
    Key("times.take", "enter", "take", "Take in and out as they stand in the field.", Place.TIMES),
    Key("times.stamp-in", "f2,ctrl+n", "in now", "Stamp this minute as the time in.", Place.TIMES),
    Key("times.stamp-out", "f3,ctrl+o", "out now", "Stamp this minute as the time out.", Place.TIMES),
    Key("times.undo", "ctrl+z", "undo", "Take the last change back.", Place.TIMES),
    Key("times.down", "down,tab", "down", "Go down to the lines.", Place.TIMES, on_line=False),
    Key("times.up", "up,shift+tab", "up", "Go up, at last to in and out.", Place.TIMES, on_line=False),
    Key("timed.timer", "space,t", "timer", "Start or stop the timer of the marked line.", Place.TIMED),
    Key("timed.take", "m,enter", "minutes", "Enter its minutes or a time block.", Place.TIMED),
    Key("timed.stamp-in", "i", "in now", "Stamp this minute as the time in.", Place.TIMED),
    Key("timed.stamp-out", "o", "out now", "Stamp this minute as the time out.", Place.TIMED),
    Key("timed.undo", "z", "undo", "Take the last change back.", Place.TIMED),
    Key("review.sign", "s,enter", "sign", "Sign the record with your PIN.", Place.REVIEW),
    Key("review.next", "n", "sign, next", "Sign it, and open the next visit that waits.", Place.REVIEW),
    Key("review.read-on", "space", "read on",
        "Show the next page; arrows and page up move too.", Place.REVIEW),
    Key("review.fix", "f,ctrl+f,f4", "fix", "Go back to the worst finding.", Place.REVIEW),
    Key("review.times", "ctrl+t,f8", "times", "Enter in and out, and time each treatment.", Place.REVIEW),
    Key("batch.sign", "s", "sign", "Sign it, once its end was on the screen.", Place.BATCH),
    Key("batch.read-on", "space", "read on", "Show the next page of the record.", Place.BATCH),
    Key("batch.postpone", "greater_than_sign", "postpone", "Leave it unsigned; the next one.", Place.BATCH),
    Key("batch.fix", "f,ctrl+f,f4", "fix", "Open the visit to fix it; this ends the round.", Place.BATCH),
    Key("batch.times", "ctrl+t,f8", "times", "Enter in and out, and time each treatment.", Place.BATCH),
    Key("batch.back", "escape", "end", "End the round; what is signed stays signed.", Place.BATCH),
    Key("signed.fix", "f,ctrl+f,f4", "fix",
        "Fix what a finding names: in the claim, or in the client's chart.", Place.SIGNED),
    Key("signed.payer", "y", "payer",
        "Choose who pays, with the reason: a policy, a case, or the client.", Place.SIGNED),
    Key("signed.bill-to", "b", "bill to",
        "Choose who is billed for a line: the payer, the client or nobody.", Place.SIGNED),
    Key("signed.answer", "w", "answer",
        "Enter the payer's answer: denial, appeal, records, amounts.", Place.SIGNED,
        on_line=False),
    Key("signed.addendum", "a", "addendum", "Add an addendum, with its reason and your PIN.", Place.SIGNED),
    Key("signed.pointers", "p", "pointers", "Enter the diagnosis pointers of each line.", Place.SIGNED),
    Key("signed.units", "u", "units", "Enter the units of each line.", Place.SIGNED),
    Key("signed.modifiers", "o", "modifiers", "Enter the modifiers of each line.", Place.SIGNED),
    Key("signed.dismissal", "d", "dismiss",
        "Dismiss a finding with a reason, or restore it.", Place.SIGNED, on_line=False),
    Key("addendum.sign", "ctrl+s,f9", "sign", "Sign the addendum with your PIN.", Place.ADDENDUM),
    Key("addendum.next-field", "tab,shift+tab", "text, reason", "Go to the other field.", Place.ADDENDUM),
    Key("conflict.both", "b", "keep both", "Put both texts into each section that differs.", Place.CONFLICT),
    Key("conflict.mine", "m", "keep mine", "Let your record stand as it is.", Place.CONFLICT),
    Key("conflict.theirs", "t", "take theirs",
        "Give your text up for the one saved elsewhere.", Place.CONFLICT),
    Key("office.open", "enter", "open", "Change the field, or open what is marked.", Place.OFFICE),
    Key("office.add", "a", "add", "Add a person, payer, fee, phrase or word.", Place.OFFICE),
    Key("office.end", "x", "end", "Enter somebody's last day; delete a phrase or a word.", Place.OFFICE),
    Key("office.pin", "p", "PIN", "Take a PIN away, so that its owner chooses anew.", Place.OFFICE),
    Key("office.next-part", "tab,right", "next part",
        "Go on to people, payers, fees, phrases, words.", Place.OFFICE),
    Key("office.previous-part", "shift+tab,left", "part before",
        "Go one part back.", Place.OFFICE, on_line=False),
    Key("settings.change", "enter", "change", "Change the marked line.", Place.SETTINGS),
    Key("payer.reset", "r", "preset's", "Take the preset's value for the marked setting.", Place.PAYER),
    Key("phrase.save", "ctrl+s,f9", "save", "Save the phrase, and go back.", Place.PHRASE),
    Key("phrase.next-field", "tab", "next", "Go to the next field.", Place.PHRASE),
    Key("phrase.previous-field", "shift+tab", "previous", "Go to the field before.", Place.PHRASE),
    Key("effect.save", "enter,y", "save", "Save the change.", Place.EFFECT),
    Key("effect.list", "l", "list", "List the open visits that would change, and how.", Place.EFFECT),
    Key("clients.open", "enter", "chart", "Open the chart of the marked client.", Place.CLIENTS),
    Key("clients.new", "ctrl+n,f2", "new client", "Enter a new client.", Place.CLIENTS),
    Key("clients.start", "ctrl+t,f4", "start a visit",
        "Start a visit now: it is booked for this minute and opened.", Place.CLIENTS),
    Key("chart.open", "enter", "open", "Open the visit, or edit what is marked.", Place.CHART),
    Key("chart.add", "a", "add", "Add an entry to the section you are in.", Place.CHART),
    Key("chart.end", "x", "end", "End what is marked, with a day; nothing is deleted.", Place.CHART),
    Key("chart.undo", "z", "undo", "Undo what you saved last in this chart.", Place.CHART, on_line=False),
    Key("chart.start", "v", "visit", "Start a visit now and open it.", Place.CHART),
    Key("chart.superbill", "b", "superbill",
        "Make the superbill for the day of the marked visit.", Place.CHART, on_line=False),
    Key("chart.statement", "s", "statement",
        "Make the statement of what the client owes.", Place.CHART, on_line=False),
    Key("chart.merge", "m", "merge", "Merge this chart into another of the same person.", Place.CHART),
    Key("chart.next-section", "tab", "section", "Go to the next section.", Place.CHART),
    Key("chart.previous-section", "shift+tab", "section before",
        "Go to the section before.", Place.CHART, on_line=False),
    Key("form.save", "ctrl+s,f9", "save", "Save, and go back.", Place.FORM),
    Key("form.next-field", "tab,down", "next", "Go to the next field; enter does too.", Place.FORM),
    Key("form.previous-field", "shift+tab,up", "previous", "Go to the field before.", Place.FORM),
    Key("form.open-same", "ctrl+o,f3", "open that one",
        "Open the client who may be entered already.", Place.FORM),
    Key("picker.choose", "enter", "choose", "Take the marked row.", Place.PICKER),
    Key("quick.take", "enter", "take", "Take the line into the note, or the marked choice.", Place.QUICK),
    Key("quick.complete", "tab", "complete", "Write the marked word out, or the marked choice.", Place.QUICK),
    Key("quick.confirm", "f7", "add code",
        "Add the code that the line asks about.", Place.QUICK, on_line=False),
    Key("quick.teach", "f2,ctrl+n", "new word",
        "Say what an unknown word means; it becomes a word of your own.", Place.QUICK, on_line=False),
    Key("quick.down", "down", "next", "Mark the next word or choice.", Place.QUICK, on_line=False),
    Key("quick.up", "up", "before",
        "Mark the one before; in an empty line, the last line again.", Place.QUICK, on_line=False),
    Key("quick.prompts", "f6,ctrl+b", "prompts", "Go on by questions, with the same answers.", Place.QUICK),
    Key("prompts.take", "enter", "take", "Take the answer, or at the end all of them.", Place.PROMPTS),
    Key("prompts.complete", "tab", "complete",
        "Edit what is offered, or write a word or a choice out.", Place.PROMPTS),
    Key("prompts.before", "up", "before", "Go to the question before; < and enter does too.", Place.PROMPTS),
    Key("prompts.page-up", "pageup", "up", "Show the answers above.", Place.PROMPTS, on_line=False),
    Key("prompts.page-down", "pagedown", "down", "Show the answers below.", Place.PROMPTS, on_line=False),
    Key("prompts.line", "f6,ctrl+b", "quick line",
        "Go on in one line, with the same answers.", Place.PROMPTS),
    Key("body.grade", "0,1,2,3,4,5,6,7,8,9", "… 9 grade",
        "Grade the area at the cursor by the clinic's scale.", Place.BODY),
    Key("body.trigger", "asterisk", "trigger", "Mark trigger points, or take them away.", Place.BODY),
    Key("body.finding", "plus", "other", "Choose what else was found here.", Place.BODY),
    Key("body.remove", "x,delete", "remove", "Take away what is marked here.", Place.BODY),
    Key("body.find", "slash", "find", "Find an area by its word: ut; ut b3 marks it.", Place.BODY),
    Key("body.before", "equals_sign", "last", "Show the last visit's marks, or today's.", Place.BODY),
    Key("body.take", "enter", "take", "Take the marks into the note, and go back.", Place.BODY),
    Key("body.undo", "z,ctrl+z", "undo", "Take the last change of this chart back.", Place.BODY),
    Key("body.next-area", "space", "area", "Mark another of the areas that lie here.", Place.BODY),
    Key("body.both", "b", "both sides", "Mark both sides at once.", Place.BODY, on_line=False),
    Key("body.left", "l", "left", "Go to the left side.", Place.BODY, on_line=False),
    Key("body.right", "r", "right", "Go to the right side.", Place.BODY, on_line=False),
    Key("body.turn", "tab,shift+tab", "front/back",
        "Go to the other view of the body.", Place.BODY, on_line=False),
    Key("body.go-up", "up", "up", "Go to the next area above.", Place.BODY, on_line=False),
    Key("body.go-down", "down", "down", "Go to the next area below.", Place.BODY, on_line=False),
    Key("body.go-left", "left", "left", "Go to the next area at the left.", Place.BODY, on_line=False),
    Key("body.go-right", "right", "right", "Go to the next area at the right.", Place.BODY, on_line=False),
    Key("question.take", "enter", "take", "Take the answer; what is wrong with it is told.", Place.QUESTION),
)  # fmt: skip


def keys_at(*places: Place) -> tuple[Key, ...]:
    """Return the keys of these places, in the table's order."""
    return tuple(key for place in places for key in KEYS if key.place is place)
