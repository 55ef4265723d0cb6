"""The finder: SQLite rows made from the charts, never the truth."""
