"""The body as it is drawn and marked by keyboard."""
