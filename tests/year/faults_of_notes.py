"""Faults of the record: N001 to N020, and minutes that it tells otherwise."""

from datetime import date, timedelta

from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.people import Consent, Guardian
from charting_tui.records.visit import SECTIONS, Addendum, Facts, LineOrigin, Measure, Note, Provenance, Visit
from tests.year.changes import all_of, days, line, note, reworded, visit, with_visit, written
from tests.year.client_files import of_client
from tests.year.fault import Change, Ending, Fault

_ANYBODY = "commercial, self, uhc, premera, lni, auto, va, medicare"
_INSURED = "commercial, uhc, premera, lni, auto, medicaid"
_YESTERDAY = date(2026, 11, 22)

_OF_PAIN_ALONE = Note(
    subjective="Neck pain 6/10. No change in health.",
    objective="Tender to palpation at the upper trapezius. Effleurage and petrissage to the neck.",
    assessment="Less pain, 4/10.",
    plan="Weekly.",
)
_OF_NO_FINDING = _OF_PAIN_ALONE.model_copy(
    update={
        "subjective": "Neck pain. Cannot drive for long. No change in health.",
        "objective": "Tight. Effleurage and petrissage to the neck.",
        "assessment": "Better.",
    }
)
_OF_NO_PLACE = _OF_PAIN_ALONE.model_copy(
    update={"objective": "Tender to palpation, effleurage and petrissage given.", "assessment": "Less pain."}
)
_OF_NO_TECHNIQUE = _OF_PAIN_ALONE.model_copy(update={"objective": "Tender neck. Treated for the hour."})
_OF_NO_LENGTH = _OF_PAIN_ALONE.model_copy(
    update={"subjective": "Low back pain, cannot sit for long. No change in health.",
            "objective": "Restricted motion L4 to L5, tender. Osteopathic manipulation of the low back."}
)  # fmt: skip
_SAME_AGAIN = _OF_PAIN_ALONE.model_copy(
    update={
        "subjective": "The neck aches after long hours at the desk and turning to look behind is hard.",
        "objective": "Upper trapezius tender 3/4 on both sides with a taut band along the levator scapulae. "
        "Effleurage and petrissage to the neck and both shoulders, in prone and then supine.",
    }
)


def _consent_before(file: ClientFile, day: date) -> ClientFile:
    return of_client(consent=Consent(signed_on=day - days(400)))(file, day)


def _revoked(file: ClientFile, day: date) -> ClientFile:
    revoked = Consent(signed_on=day - days(90), revoked_on=day - days(3))
    return of_client(consent=revoked)(file, day)


def _rewritten(kept: VisitFile) -> VisitFile:
    words = kept.visit.note.model_copy(update={"assessment": "Much improved in every respect."})
    return kept.model_copy(update={"visit": kept.visit.model_copy(update={"note": words})})


def _word_of_nobody(kept: VisitFile) -> VisitFile:
    return kept.model_copy(update={"addenda": (Addendum(text="Left side meant.", reason="correction"),)})


def _carried(*sections: str, affirmed: bool = False) -> Change:
    """Let these sections be carried line by line from a visit before."""

    def change(visit: Visit) -> Visit:
        origins = tuple(
            Provenance.model_validate(
                {
                    "section": section,
                    "line": at,
                    "origin": LineOrigin.CARRIED,
                    "source": "before",
                    "text": line,
                    "affirmed": affirmed,
                }
            )
            for section in sections
            for at, line in enumerate(getattr(visit.note, section).split("\n"))
        )
        return visit.model_copy(update={"note": visit.note.model_copy(update={"provenance": origins})})

    return with_visit(change)


def _charted(facts: Facts) -> Change:
    return with_visit(
        lambda visit: visit.model_copy(update={"note": visit.note.model_copy(update={"facts": facts})})
    )


def _fewer_minutes_told(draft: Draft) -> Draft:
    return reworded(f"{draft.visit.services[0].minutes} minutes", "20 minutes")(draft)


FAULTS = (
    Fault("billed and not signed", "N001", _INSURED, since=_YESTERDAY, ending=Ending.BILLED_UNSIGNED),
    Fault("not signed", "N001", f"{_ANYBODY}, comp, regence", since=_YESTERDAY, ending=Ending.WRITTEN),
    Fault("the signed note was rewritten", "N002", _ANYBODY, kept=_rewritten),
    Fault("a later word without author and day", "N002", "commercial, premera, comp", kept=_word_of_nobody),
    Fault("signed after nine days", "N003", f"{_ANYBODY}, comp", signed_after=timedelta(days=9)),
    Fault("still open after weeks", "N003 N001", "commercial, auto, self", ending=Ending.WRITTEN,
          since=date(2026, 10, 31)),
    Fault("the note of the visit before", "N004", "commercial, premera, lni, medicaid, auto", visits=2,
          draft=written(_SAME_AGAIN), before=written(_SAME_AGAIN)),
    Fault("no assessment", "N005", _ANYBODY, note(assessment="")),
    Fault("no plan", "N005", "commercial back, regence, comp, self back", note(plan="")),
    Fault("pain and nothing it keeps from", "N006", "commercial, premera, auto, medicaid",
          all_of(written(_OF_PAIN_ALONE), visit(goals=(), measures=())),
          file=lambda file, _: file.model_copy(update={"plans": ()})),
    Fault("tightness and no finding", "N007", _INSURED,
          all_of(written(_OF_NO_FINDING), visit(measures=()))),
    Fault("no area anywhere", "N008", "commercial, self, auto, lni",
          all_of(written(_OF_NO_PLACE), visit(areas=()), line(0, area="", side=""))),
    Fault("hands-on work on a line without its area", "N019", _INSURED,
          all_of(line(0, area="", side=""), visit(areas=()))),
    Fault("a line whose area the note does not name", "N020", _INSURED, line(0, area="calf")),
    Fault("no technique anywhere", "N009", "self, health account",
          all_of(written(_OF_NO_TECHNIQUE), line(0, techniques=()))),
    Fault("no technique anywhere, and none for the code", "N009 C023", "commercial, lni, premera",
          all_of(written(_OF_NO_TECHNIQUE), line(0, techniques=()))),
    Fault("no length anywhere", "N010 T008", "osteopathy",
          all_of(written(_OF_NO_LENGTH), visit(time_in=None, time_out=None))),
    Fault("no consent", "N011", _ANYBODY, file=of_client(consent=None)),
    Fault("a consent older than a year", "N011", "commercial, self, regence, va", file=_consent_before),
    Fault("a consent that was revoked", "N011", "commercial, lni, medicaid", file=_revoked),
    Fault("no word on the client's health", "N012", _ANYBODY,
          all_of(visit(health_update=""), reworded("medication", "coffee"))),
    Fault("a child without guardian", "N013", "commercial child", file=of_client(guardian=None)),
    Fault("a guardian without phone", "N013", "commercial child",
          file=of_client(guardian=Guardian(name="Marsh, Marit"))),
    Fault("a pain score that the note no longer says", "N015", "commercial, self, premera, lni, auto",
          _charted(Facts(scores=(Measure(name="pain", before=9.0, after=8.0),)))),
    Fault("improved and worse at once", "N021", "commercial, self, premera, lni",
          _charted(Facts(responses=("improved", "worse")))),
    Fault("all of it carried and nothing of today", "N016", "commercial, self, premera, lni",
          _carried(*SECTIONS, affirmed=True)),
    Fault("a plan of last week that nobody affirmed", "N017", "commercial, self, premera, lni, auto",
          _carried("plan")),
    Fault("signed on the day before", "N018", "commercial, self, lni", signed_after=-timedelta(days=1)),
    Fault("signed before it began", "N018", "commercial, self, auto", signed_after=-timedelta(hours=2)),
    Fault("the note tells of fewer minutes than are billed", "T020", "commercial, premera, auto, medicaid",
          _fewer_minutes_told),
    Fault("the note tells of more minutes than are billed", "T020", "commercial, regence",
          line(0, minutes=30)),
    Fault("a lapsed licence", "N014", "commercial, self, premera, lni, auto, regence",
          visit(therapist="lapsed")),
)  # fmt: skip
