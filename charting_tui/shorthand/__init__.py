"""The quick line: one typed line that becomes facts, prose and code lines."""
