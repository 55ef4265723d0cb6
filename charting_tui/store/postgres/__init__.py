"""Charts in PostgreSQL, or in what speaks its protocol: the same documents, one row each.

May import the rest of the store; psycopg is imported here alone, and only for such a clinic.
"""
