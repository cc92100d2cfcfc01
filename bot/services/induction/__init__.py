"""Use cases of induction."""
