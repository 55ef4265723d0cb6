"""Makes a host a clinic's server, lets people in by their keys, and says what is wrong with it.

Run by the host's administrator, beside the program that people log in to: it imports nothing of clinics but
the reader of their staff, and nothing of it is loaded at a login.
"""
