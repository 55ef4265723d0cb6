"""Whether a line of a plan tells what was done that day, rather than what is to be done.

Where it is in doubt the answer is yes: such a line is still there to be carried, by itself.
"""

import re

_DONE = (
    r"(?:added|adjusted|advised|asked|assigned|called|changed|completed|contacted|demonstrated|discussed"
    r"|educated|emailed|encouraged|explained|gave|given|handed|increased|informed|instructed|introduced|issued"
    r"|performed|practi[cs]ed|printed|progressed|provided|recommended|reduced|referred|reminded|removed"
    r"|reviewed|sent|showed|shown|started|stopped|suggested|taught|told|trained|updated)\b"
)
"""What therapists write that they did. A word that more often describes an exercise is none of them."""
_NO_ACT = (
    r"(?:un)?(?:assisted|banded|based|continued|directed|elevated|extended|graded|guided|indicated|limited"
    r"|loaded|modified|needed|planned|prolonged|relaxed|repeated|resisted|scheduled|seated|sled|supported"
    r"|sustained|tolerated|weighted)\b"
)
"""Words with the ending of a past tense that begin a line of what is to be done."""
_PAST = (
    rf"(?:{_DONE}|(?:agreed|began|did|got|had|held|kept|made|met|saw|spoke|took|went|wrote)\b"
    rf"|(?![\w-]*\b{_NO_ACT})[\w-]+[^\We]ed\b)"
)
_ORDERS = (
    r"(?:add|apply|avoid|begin|call|consider|continue|discuss|do|follow|heat|ice|increase|keep|maintain|perform"
    r"|practi[cs]e|progress|recheck|reduce|re-?assess|re-?evaluate|resume|return|review|schedule|start|stop"
    r"|stretch|teach|try|use|will)\b"
)
"""How a line begins that tells what is to be done, whatever its later words are."""
_WHO = r"\b(?:i|we|he|she|they|client|patient|pt|therapist)\.?\s+"
_TOLD = re.compile(
    rf"(?:^|;\s*)(?:also\s+)?{_PAST}"
    rf"|{_WHO}(?:also\s+)?{_PAST}"
    rf"|(?:[,:–—]|\b(?:and|but|then)\b)\s*(?:also\s+)?{_DONE}"
    rf"|^(?!{_ORDERS}).*(?<!\bas )(?<!\bif ){_DONE}"
    r"(?=\s*(?:[.,;]|$)|\s+(?:to|with|in|for|at|on|per|by|from)\b)"
    r"|\b(?:was|were|had|did|(?:has|have) been)\b",
    re.IGNORECASE,
)


def tells_what_was_done(line: str) -> bool:
    """Whether a line of a plan speaks of the past, as “Added squeezes” does."""
    return _TOLD.search(line) is not None
