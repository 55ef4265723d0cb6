"""What every screen is framed in: place, last word, keys, questions, messages, help, palette."""
