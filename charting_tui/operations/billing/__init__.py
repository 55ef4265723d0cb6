"""From ready to billed: claims handed over in batches, their answers, what clients pay, what waits and why.

Each act is one event of the visit's chart, with the values before and after it.
"""
