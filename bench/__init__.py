"""Measurements of the program beside what it is compared with, in one run: ``make bench``."""
