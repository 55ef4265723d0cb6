"""ICD-10-CM: the book of all codes in SQLite, how it is made, found and searched."""
