"""Reports and what becomes of them: kinds, ladders, handling, closing (I1 to I17)."""
