"""Procedure codes: valid, supported by the note, and together on one day.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
