"""Diagnoses and pointers."""
