"""Units and money: what minutes earn under a payer's rule, payers to start from, therapy thresholds."""
