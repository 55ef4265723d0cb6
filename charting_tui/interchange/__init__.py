"""What other programs hand in, read into values of this one; a bad file is refused with line and reason."""
