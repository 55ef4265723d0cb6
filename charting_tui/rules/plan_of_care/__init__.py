"""Plans of care and what they come to over many visits."""
