"""Who can be reached in Teams."""
