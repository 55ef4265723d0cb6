"""ICD-10-CM: the table of this field, the book of all codes in SQLite, and later editions.

May import the rest of coding, and records; no Textual, no TinyDB.
"""
