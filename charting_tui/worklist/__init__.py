"""What is to be done: pure functions over visits and findings.

May import shorthand, rules and what is below them; no Textual, no TinyDB.
"""
