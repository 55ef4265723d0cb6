"""The finder: SQLite rows made from the charts, never the truth.

May import the rest of the store, and worklist and what is below it; no Textual.
"""
