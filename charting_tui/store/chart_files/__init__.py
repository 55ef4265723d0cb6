"""One TinyDB file for each client: how it lies in tables, how it is read and written.

May import the rest of the store, and worklist and what is below it; no Textual.
"""
