"""What the note says, and its signature.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
