"""What every screen has: its base, place, last word and keys; dialogs, questions, messages, help, palette.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
