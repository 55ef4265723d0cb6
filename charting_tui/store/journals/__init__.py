"""Typing that is not in a chart yet: journals of sessions, who holds them, what they add up to.

May import the rest of the store, and worklist and what is below it; no Textual.
"""
