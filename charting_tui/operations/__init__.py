"""What people do. Each operation asks whether it may be done, changes the chart and leaves an event.

May import interchange, the store and what is below it; not the demo, no Textual, no TinyDB.
"""
