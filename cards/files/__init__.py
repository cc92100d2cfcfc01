"""The cards of files that somebody sent, and of those that are offered."""
