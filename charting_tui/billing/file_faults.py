"""What is wrong in a file of claims, whoever wrote it."""

from charting_tui.records.values import Record


class FileFault(Record):
    """What is wrong in a file, and where."""

    segment: int
    """Its number in an X12 file from 1; 0 where it is of the whole file, or of another kind of file."""
    id: str = ""
    """The segment's, such as NM1; or the kind of a FHIR resource."""
    element: str = ""
    """Such as NM109; or the path in the resource."""
    claim: str = ""
    """The number of the claim that it is in."""
    fault: str
    fix: str = ""
    source: str = "charting-tui"
    """Who found it."""

    @property
    def sentence(self) -> str:
        """Fault and fix as they are shown."""
        return f"{self.fault} {self.fix}".rstrip()
