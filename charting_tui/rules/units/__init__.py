"""Minutes, units and the times of the day.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
