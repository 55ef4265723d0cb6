"""The code book: one page for each code, of facts with their days, for the screen and the command alike.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
