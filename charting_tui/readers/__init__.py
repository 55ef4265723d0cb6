"""The one reader each of the dates, clock times and money that people type."""
