"""What proves the record: chained logs of the charts' heads and of looks, events of files, and verification.

May import what the store imports; nothing here changes a chart.
"""
