"""The cards of the log."""
