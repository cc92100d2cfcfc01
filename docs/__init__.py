"""What is written about the product, and what draws those parts of it that would otherwise go stale."""
