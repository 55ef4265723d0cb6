"""Appointments: the line they are typed in, what they overlap, what became of them.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
