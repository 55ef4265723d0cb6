"""Finding clients, a client's chart, and the form for anything entered in it."""
