"""What is to be done: pure functions over visits and findings."""
