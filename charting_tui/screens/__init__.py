"""The screens: each one place, one file. They ask the store for records and hand records to operations."""
