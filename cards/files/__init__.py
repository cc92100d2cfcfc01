"""The cards of files that somebody sent."""
