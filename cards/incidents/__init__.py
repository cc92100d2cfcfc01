"""The cards of reports."""
