"""Where the records live: a chart for each client, typing not yet in it, the history, the finder.

May import worklist and what is below it; the only layer that knows TinyDB; no Textual.
"""
