"""Reading a record to its end, signing it, and what can be done once it is signed."""
