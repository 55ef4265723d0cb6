"""Billing: one look before claims are handed over, what was handed over, and what payers answered.

May import the frame, other screens' dialogs, operations and what is below them.
"""
