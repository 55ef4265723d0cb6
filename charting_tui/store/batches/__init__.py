"""Batches of claims that were handed over: a folder each, with its manifest and its files.

A manifest is the truth of what was handed over; the charts say it of each visit.
"""
