"""Authorizations, prescriptions and visits used up."""
