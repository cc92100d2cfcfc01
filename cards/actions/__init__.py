"""The cards of what is to be done about reports. The verbs of their buttons stand with those of reports."""
