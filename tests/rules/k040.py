"""K040 payer-id-wrong."""

from tests.rules.k039 import sent
from tests.year.fault import Fault, billed_to

BAD = {
    "a filler": sent(electronic_id="99999"),
    "the practice's NPI": sent(electronic_id="1234567893"),
    "the practice's tax ID": sent(electronic_id="000000000"),
    "Aetna with Cigna's": sent(name="Aetna", electronic_id="62308"),
    "Original Medicare with UnitedHealthcare's": sent(kind="medicare", electronic_id="87726"),
}

GOOD = {
    "an id of five": sent(electronic_id="99120"),
    "a longer id of a clearinghouse": sent(electronic_id="G00621"),
    "Aetna with its own": sent(name="Aetna Better Health", electronic_id="60054"),
    "an administrator with Cigna's": sent(electronic_id="62308"),
}


PLANTED = (
    billed_to("mixed_up", Fault("Aetna's claims go to Cigna", "commercial, commercial shoulder")),
    billed_to("by_tax_id", Fault("the practice's own tax ID as the payer's", "commercial back")),
)
