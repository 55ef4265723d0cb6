"""Modifiers of a line."""
