"""The screens, by place. They ask the store for records and hand records to operations.

May import widgets, operations and what is below them; no TinyDB.
"""
