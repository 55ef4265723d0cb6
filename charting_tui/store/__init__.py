"""Where the records live: a chart for each client, typing not yet in it, its history, the finder."""
