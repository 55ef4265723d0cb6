"""The visit that is being written: its screen, the panes of it, and what saves and opens it.

May import other screens, widgets, operations and what is below them; no TinyDB.
"""
