"""What other programs hand in, read into values of this one; a bad file is refused with line and reason.

May import the store and what is below it; no operations, no Textual, no TinyDB.
"""
