"""What billing hands over on paper, as PDF: superbill, receipt, statement, visit record, CMS-1500, packet.

Every function returns the bytes of a document and gives the same bytes for the same input.
"""
