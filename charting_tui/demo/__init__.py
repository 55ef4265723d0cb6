"""A synthetic clinic: invented people whose visits stand in every state there is."""
