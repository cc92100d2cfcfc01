"""The filtering register: its use cases, and how a review is spoken of."""
