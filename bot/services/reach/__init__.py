"""Checking who can be reached, and telling of gaps."""
