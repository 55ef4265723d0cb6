"""What is known of codes: units and money, code tables in force, diagnoses, what a note says for a code.

May import records, readers, clock and errors; no Textual, no TinyDB.
"""
