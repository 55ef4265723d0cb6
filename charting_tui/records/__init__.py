"""The records of a clinic: frozen models whose shape is checked here and whose sense is left to the rules.

May import clock and errors alone, not the readers.
"""
