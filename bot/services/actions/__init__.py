"""What is to be done about reports: use cases, reminders, and how they are spoken of."""
