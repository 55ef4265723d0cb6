"""What a note's prose says for a code: techniques, areas with sides, minutes, denials, facts.

May import the rest of coding, and records; no Textual, no TinyDB.
"""
