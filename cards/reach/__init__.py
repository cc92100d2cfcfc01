"""The cards of who can be reached."""
