"""What it takes to judge and write claims: seconds, memory and bytes, each in a process of its own."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from bench.table import Table
from charting_tui.billing.check_fhir import check_fhir
from charting_tui.billing.claim_data import ClaimData
from charting_tui.billing.claim_faults import claim_faults
from charting_tui.billing.csv_claims import claims_csv
from charting_tui.billing.fhir import fhir_bundle
from charting_tui.billing.x12.checked_837p import checked_837p
from charting_tui.billing.x12.read_837p import read_837p
from charting_tui.billing.x12.write_837p import write_837p
from tests.billing.claims_made import ENVELOPE, MADE_AT, TODAY, claims

Claims = Sequence[ClaimData]

_COUNT = 1_000
_STEPS = {
    "faults of our own": "claim_faults",
    "837P, written": "write_837p",
    "837P, read back": "read_837p",
    "837P, faults, file and gate": "checked_837p",
    "FHIR bundle, written": "fhir_bundle",
    "FHIR bundle, checked": "check_fhir",
    "table for a billing service": "claims_csv",
}


def measure_claims() -> Table:
    """Measure every step for a thousand claims."""
    bare = _of_step("nothing")
    rows = []
    for words, step in _STEPS.items():
        seconds, memory, size = _of_step(step)
        rows.append(
            (words, f"{seconds:.2f} s", f"{memory - bare[1]:.0f} MB", f"{size / 1e6:.2f} MB" if size else "–")
        )
    how = (
        f"{_COUNT:,} different claims of eleven payers, each step in a process of its own. The processor's "
        "time is that of the step and of the validators that it loads (pyx12, fhir.resources); memory is "
        "what the process has at most, less that of one that only has the claims."
    )
    return Table("A thousand claims", how, ("", "processor", "memory", "bytes"), tuple(rows))


def _of_step(step: str) -> tuple[float, float, int]:
    """Return seconds, megabytes at most, and the bytes that the step made."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.claims", step], check=True, capture_output=True, text=True
    )
    seconds, memory, size = told.stdout.split()
    return float(seconds), float(memory), int(size)


def main(step: str) -> None:
    """Take one step, and print what it took."""
    made = claims(_COUNT)
    given = _GIVEN[step](made) if step in _GIVEN else b""
    begun = time.process_time()
    done = _DONE[step](made, given) if step in _DONE else None
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {memory} {len(done) if isinstance(done, bytes) else 0}\n")


def _written(made: Claims) -> bytes:
    return write_837p(made, ENVELOPE, MADE_AT)


def _bundle(made: Claims) -> bytes:
    return fhir_bundle(made, MADE_AT)


_GIVEN: Mapping[str, Callable[[Claims], bytes]] = {"read_837p": _written, "check_fhir": _bundle}
_DONE: Mapping[str, Callable[[Claims, bytes], object]] = {
    "claim_faults": lambda made, _: [claim_faults(one, TODAY) for one in made],
    "write_837p": lambda made, _: _written(made),
    "read_837p": lambda _, given: read_837p(given),
    "checked_837p": lambda made, _: checked_837p(made, ENVELOPE, MADE_AT),
    "fhir_bundle": lambda made, _: _bundle(made),
    "check_fhir": lambda _, given: check_fhir(given, TODAY),
    "claims_csv": lambda made, _: claims_csv(made),
}


if __name__ == "__main__":
    main(sys.argv[1])
