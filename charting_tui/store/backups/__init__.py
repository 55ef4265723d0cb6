"""Backups of a clinic: one moment of it in archives elsewhere, and the way back.

May import what the store imports; pyrage is loaded where a backup is encrypted or decrypted.
"""
