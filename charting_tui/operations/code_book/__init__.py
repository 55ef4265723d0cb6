"""The code book: one page for each code, of facts with their days, for the screen and the command alike."""
