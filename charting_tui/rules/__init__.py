"""The linter for charting: each rule a small pure function with its id, source and cases."""
