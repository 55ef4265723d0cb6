"""Keyboard-driven session charting and procedure coding for massage therapists."""

__version__ = "0.2.0"
