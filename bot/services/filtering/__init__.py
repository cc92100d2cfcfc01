"""The register of filtering: its use cases, and how a review is spoken of."""
