"""Restoring from a backup as a person of the clinic: permission, event, and claims that left meanwhile."""
