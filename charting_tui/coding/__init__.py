"""What is known of codes: how minutes become units, which codes are in force, who pays by which rules."""
