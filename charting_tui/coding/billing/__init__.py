"""Units and money: what minutes earn under a payer's rule, what lines come to, payers to start from.

May import the rest of coding, and records; no Textual, no TinyDB.
"""
