"""A client's file: the person, coverage, cases, two of one person, what an intake adds."""
