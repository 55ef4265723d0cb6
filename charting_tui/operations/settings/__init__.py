"""What an owner changes: practice, staff, payers, fees, code tables, phrases, words and rules.

May import the other operations and what is below them; no Textual, no TinyDB.
"""
