"""What draws records on the screen and tells in messages what a person did.

May import operations and what is below them, and no screen; no TinyDB.
"""
