"""Documents that are signed, and training: published, signed, chased kindly (A1 to A5, T1)."""
