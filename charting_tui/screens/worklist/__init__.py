"""Lists of visits: Today and Unbilled, what became of an appointment, questions about a claim.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
