"""The claim: its form, lines, charges and filing limits.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
