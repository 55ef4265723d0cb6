"""The code tables in force on a day: procedures, pairs, limits, modifiers, places, and how old they are.

May import the rest of coding, and records; no Textual, no TinyDB.
"""
