"""The one reader each of the dates, clock times and money that people type.

May import clock and errors alone, not the records.
"""
