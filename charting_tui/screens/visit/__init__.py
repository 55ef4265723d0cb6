"""The visit that is being written: its screen, the panes of it, and what saves and opens it."""
