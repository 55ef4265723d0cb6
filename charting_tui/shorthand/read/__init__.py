"""Reading typed sentences: clauses, lexemes, scope, sections, facts. It imports vocabulary and records."""
