"""The log of all reports: reading, reviewing, patterns, retention."""
