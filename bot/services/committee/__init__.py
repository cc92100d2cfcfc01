"""The committee: its meetings, what they decide, and the pack of a half term (T2)."""
