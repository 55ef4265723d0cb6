"""Who pays: policies, injuries, clients who pay.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
