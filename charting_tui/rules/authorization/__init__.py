"""Authorizations, prescriptions and visits used up.

May import other families, what rules are made of, coding and records; no Textual, no TinyDB.
"""
