"""Facts written as sentences: prose, lists, tenses, the report of progress."""
