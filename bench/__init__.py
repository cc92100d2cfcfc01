"""Speed, measured and never asserted: each figure beside a peer's of the same run."""
