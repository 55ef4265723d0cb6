"""Procedure codes: valid, supported by the note, and together on one day."""
