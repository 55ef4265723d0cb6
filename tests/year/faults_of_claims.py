"""Faults of the claim and the desk: C027 and K001 to K016."""

from datetime import date

from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.coverage import Coverage, Subscriber
from tests.year.changes import added, all_of, claim, days, said, units, visit
from tests.year.client_files import each, none_of, of_client
from tests.year.fault import Ending, Fault

_INSURED = "commercial, uhc, premera, lni, auto, medicaid, comp"
_TOMORROW = date(2026, 11, 28)


def _charged_more(kept: VisitFile) -> VisitFile:
    first, *others = kept.claim.lines
    dearer = first.model_copy(update={"charge": (first.charge or 0) + 500})
    total = (kept.claim.total or 0) + 500
    changed = kept.claim.model_copy(update={"lines": (dearer, *others), "total": total})
    return kept.model_copy(update={"claim": changed})


def _another_total(kept: VisitFile) -> VisitFile:
    changed = kept.claim.model_copy(update={"total": (kept.claim.total or 0) - 4500})
    return kept.model_copy(update={"claim": changed})


def _policy_ended(file: ClientFile, day: date) -> ClientFile:
    return each("coverage", ends=day - days(1))(file, day)


def _policy_later(file: ClientFile, day: date) -> ClientFile:
    return each("coverage", starts=day + days(1))(file, day)


def _born_later(file: ClientFile, day: date) -> ClientFile:
    return of_client(birth_date=day + days(1))(file, day)


def _another_plan(file: ClientFile, day: date) -> ClientFile:
    """The plan that is billed ended, and nobody told the claim of the new one."""
    new = Coverage(id="p2", payer="regence", member_id="R200300", starts=day - days(1))
    ended = _policy_ended(file, day)
    return ended.model_copy(update={"coverage": (*ended.coverage, new)})


FAULTS = (
    Fault("a charge that is not the fee", "C027", f"{_INSURED}, self, medicare, regence", kept=_charged_more),
    Fault("a therapist whose number is wrong", "K001", _INSURED, visit(therapist="misnumbered")),
    Fault("a therapist whose number is short", "K001", "pip, comp therapy, medicaid therapy",
          visit(therapist="shortnumbered")),
    Fault("a therapist without number", "K002", _INSURED, visit(therapist="unnumbered")),
    Fault("a therapist without taxonomy", "K003", "commercial, uhc, premera", visit(therapist="untaxed")),
    Fault("the taxonomy of another licence", "K003", "lni, auto, regence", visit(therapist="mistaxed")),
    Fault("a place that is none", "K004", "commercial, uhc, premera, auto, va", visit(place="28")),
    Fault("hands-on work by telehealth", "K004", "commercial back, medicaid, medicare", visit(place="02")),
    Fault("a visit of a day to come", "K005", "commercial, self, lni, uhc", since=_TOMORROW,
          ending=Ending.SIGNED),
    Fault("the policy ended the day before", "K005", "premera, regence, medicaid", file=_policy_ended),
    Fault("the policy begins the day after", "K005", "commercial, uhc, ump", file=_policy_later),
    Fault("another plan since the day before", "K019", "commercial, uhc, medicaid", file=_another_plan),
    Fault("born after the visit", "K005", "commercial, auto", file=_born_later),
    Fault("one code twice on one day", "K006", "commercial, premera, auto, comp, medicaid", visits=2,
          same_day=True),
    Fault("seven lines on paper", "K007", "on paper",
          all_of(*(added(code) for code in ("97010", "97012", "97014", "97016", "97022", "97024")),
                 said("objective", "Hot pack, traction table, interferential current, pneumatic "
                      "sleeve, whirlpool, diathermy."))),
    Fault("a code without a fee", "K017", "commercial therapy, medicaid therapy, comp therapy, pip",
          all_of(added("97535", minutes=15), said("objective", "Taught body mechanics at home."))),
    Fault("a total that is not the sum", "K008", _INSURED, kept=_another_total),
    Fault("a policy without number", "K009", "commercial, uhc, premera, medicare, va, ump",
          file=each("coverage", member_id="")),
    Fault("no policy", "K009", "commercial, regence, medicaid, anthem", file=none_of("coverage")),
    Fault("a policy of a spouse without birth date", "K009", "commercial, uhc",
          file=each("coverage", subscriber=Subscriber(name="Marsh, Robin", relationship="spouse"))),
    Fault("a client without birth date", "K009", "commercial, lni, auto", file=of_client(birth_date=None)),
    Fault("a client without name", "K009", "uhc, medicaid", file=of_client(name="")),
    Fault("ICD-9", "K010", "commercial, premera, comp", claim(icd_indicator="9")),
    Fault("units that are a word", "K011", _INSURED, units("x")),
    Fault("no units, though minutes earn some", "K011 T002", "commercial manual, regence", units(0)),
    Fault("a replacement of nothing", "K012", "commercial, premera, medicaid, comp", claim(frequency="7")),
    Fault("a voiding of nothing", "K012", "uhc, auto", claim(frequency="8")),
    Fault("a receipt without licence number", "K013", "self, self back", visit(therapist="unlicensed")),
    Fault("no estimate", "K014", "self, self back", file=of_client(estimate_sent_on=None)),
    Fault("an estimate of two years ago", "K014", "self, self back",
          file=of_client(estimate_sent_on=date(2024, 6, 1))),
    Fault("a health account without letter", "K015", "health account",
          file=of_client(necessity_letter_on=None)),
    Fault("a health account with a letter of two years ago", "K015", "health account",
          file=of_client(necessity_letter_on=date(2024, 6, 1))),
    Fault("signed and not billed", "K016", f"{_INSURED}, self", since=date(2026, 11, 14),
          ending=Ending.SIGNED),
)  # fmt: skip
