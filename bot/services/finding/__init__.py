"""Finding reports again: the use case."""
