"""One way to describe a field: labels of the records, readers and showers of what is typed."""
