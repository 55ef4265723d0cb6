"""Files of other programs brought into the charts, as often as one likes.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
