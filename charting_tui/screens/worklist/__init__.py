"""Lists of visits: Today, Unbilled and Tomorrow, what became of an appointment, questions about a claim.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
