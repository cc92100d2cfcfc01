"""Finding reports again by what is said in them: over what the reader may see, and nothing else. Pure."""
