"""A client's file: the person, entries and forms, who pays, two of one person, what an intake adds.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
