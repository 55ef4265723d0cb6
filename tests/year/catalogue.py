"""Every fault that is planted, by the families of the rules that find them."""

from tests.year import (
    faults_of_claims,
    faults_of_codes,
    faults_of_diagnoses,
    faults_of_modifiers,
    faults_of_notes,
    faults_of_payers,
    faults_of_time,
    unusual,
)

FAULTS = (
    *faults_of_time.FAULTS,
    *faults_of_codes.FAULTS,
    *faults_of_modifiers.FAULTS,
    *faults_of_diagnoses.FAULTS,
    *faults_of_payers.FAULTS,
    *faults_of_notes.FAULTS,
    *faults_of_claims.FAULTS,
    *unusual.FAULTS,
)

TOGETHER = {
    "T005 T006": "words in the place of minutes are no number, and these are no exact time either",
    "T005 K013": "what a timed code without minutes costs cannot be told, so the receipt lacks it",
    "C029 K013": "a receipt names a service, and none is coded",
    "C015 M017": "the modifier says another region: it was the same, and nothing else sets them apart",
    "D003 D004": "M54.5 ended in 2021 and is a heading since",
    "A020 K006": "Washington wants the reason for a second massage, and the claim a sign that it is one",
    "N001 N003": "a note that is open is not signed, and after two days it is late",
    "C023 N009": "the law wants a technique named, and the payer one of the code",
    "N010 T008": "without any minutes, time in and out are the only length, and reviewers want them too",
    "T011 T020": "the second line repeats the first, and the note tells the minutes of one",
    "K011 T002": "units of none are no units, and the minutes earn some",
}
"""Why one fault is found by two rules, by their ids."""
