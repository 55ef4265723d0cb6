"""Typing that is not in a chart yet: journals of sessions, who holds them, what they add up to."""
