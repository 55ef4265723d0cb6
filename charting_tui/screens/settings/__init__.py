"""The practice, its staff, payers, fees, phrases and words, and the first run."""
