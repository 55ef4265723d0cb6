"""Lists of visits: Today and Unbilled, what became of an appointment, questions about a claim."""
