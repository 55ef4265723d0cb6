"""A synthetic clinic: invented people whose visits stand in every state there is.

May import interchange, the store and what is below it; no operations, no Textual, no TinyDB.
"""
