"""Chains and what is proved by them: heads, verification, torn charts."""
