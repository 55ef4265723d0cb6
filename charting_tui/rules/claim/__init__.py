"""The claim: its form, lines, charges and filing limits."""
