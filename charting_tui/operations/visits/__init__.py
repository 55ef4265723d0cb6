"""Writing a visit: opening, editing, times, quick line, guided entry, copying forward, undo.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
