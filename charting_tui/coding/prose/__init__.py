"""What a note's prose says for a code: techniques, areas, minutes, denials, likeness to earlier notes."""
