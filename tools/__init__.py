"""What `make` does, on every machine: `python -m tools TARGET`. Knows nothing of the product."""
