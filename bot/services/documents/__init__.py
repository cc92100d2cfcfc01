"""The Acceptable Use Policy and training: published, signed, chased kindly (A1 to A5, T1)."""
