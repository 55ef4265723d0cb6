"""The linter for charting: each rule a small pure function with its id, source and cases.

May import coding, records and readers; what rules are made of imports no rule. No Textual, no TinyDB.
"""
