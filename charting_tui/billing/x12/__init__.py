"""X12: segments, the 837P (005010X222A1) and what judges it. May import billing's claim data and below."""
