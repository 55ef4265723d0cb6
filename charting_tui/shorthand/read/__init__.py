"""Reading a typed line: tokens, clauses, scope, readings, facts. Imports the vocabulary and the records only."""
