"""One TinyDB file for each client: how it lies in tables, how it is read and written."""
