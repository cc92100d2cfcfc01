"""The archive for an inspection: its use case."""
