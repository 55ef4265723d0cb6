"""Plans of care and what they come to over many visits.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
