"""What leaves the clinic: a claim with all its data, and the files made of it. May import rules and below."""
