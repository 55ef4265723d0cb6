"""The practice, its staff, payers, fees, phrases and words, and the first run.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
