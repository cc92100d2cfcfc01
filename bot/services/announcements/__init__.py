"""Announcements: their use cases, what time and many people make of one, and how it is spoken of."""
