"""Finding clients, a client's chart, and the form for anything entered in it.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
