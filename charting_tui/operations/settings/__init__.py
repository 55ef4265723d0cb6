"""What an owner changes: practice, staff, payers, fees, code tables, phrases and words."""
