"""Minutes, units and the times of the day."""
