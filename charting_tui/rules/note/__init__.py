"""What the note says, and its signature."""
