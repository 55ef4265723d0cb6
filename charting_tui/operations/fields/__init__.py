"""One way to describe a field: labels of the records, readers and showers of what is typed.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
