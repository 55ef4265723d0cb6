"""Reading a record to its end, signing it, and what can be done once it is signed.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
